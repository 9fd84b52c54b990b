import type { Cli } from '../command.ts'
import { dataFolder, isLocal, runningDeployment } from '../local/local-deployment.ts'
import { readServerAddress } from '../local/server-address.ts'

/** A link that works once, as somebody can open it: at the public address, else where the server listens, or would. */
export async function linkAddress(cli: Cli, path: string): Promise<string> {
  const { settings } = cli
  const running = isLocal(settings) ? (await runningDeployment(cli))?.serverUrl : readServerAddress(dataFolder(cli))
  const host = settings.COCO_HOST ?? '127.0.0.1'
  const usual = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${settings.COCO_PORT ?? 8000}`
  return new URL(path, settings.COCO_PUBLIC_URL ?? running ?? usual).href
}
