import type { Settings } from '@coco/core/settings/env-file'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createApp, type Platform } from './app.ts'
import { type Config, isPrivate, readConfig } from './config/config.ts'
import { loadSecrets } from './config/secrets.ts'
import { systemClock } from './platform/clock.ts'
import { randomIds } from './platform/ids.ts'
import { createLogger, type Logger } from './platform/logger.ts'
import { openStore } from './store/open-store.ts'
import type { Surface } from './http/surface.ts'
import { createServer } from './server.ts'

export type { Platform }

export interface StartOptions {
  /** The environment, names in capitals; see `config/env.ts`. */
  settings: Settings
  /** Where relative paths start and `tenants.json` is looked for. */
  folder: string
  /** The built page; by default where the build puts it. */
  webFolder?: string
  /** Parts to replace, for tests. */
  platform?: Partial<Platform>
  /** Takes each line of the log, which goes to standard output otherwise. */
  logTo?: (line: string) => void
}

export interface RunningServer {
  url: string
  port: number
  log: Logger
  /** Everything that can be called. */
  surface: Surface
  /** Lets running answers finish within `graceMs` (10 s), then ends everything. Calling it again ends it at once. */
  close(graceMs?: number): Promise<void>
}

/** With the flush below and the local Snowflake after it, within the 15 s that `npm start` promises. */
const GRACE_MS = 10_000
/** For what is left to be written once the answers have ended. */
const FLUSH_MS = 1_000
const SWEEP_MS = 20

/** @throws Error that names every wrong setting, or that the port is taken */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const config = readConfig(options.settings, options.folder)
  const platform = { clock: systemClock, ids: randomIds, log: openLog(config, options.logTo), ...options.platform }
  const { clock, log } = platform
  const secrets = loadSecrets(config)
  const databaseUrl = config.databaseUrl?.reveal() ?? null
  const store = await openStore({ databaseUrl, dataDir: config.dataDir, log })
  const app = createApp(config, secrets, store, platform)
  const webFolder = options.webFolder ?? join(import.meta.dirname, '../../web/dist')
  const { server, surface, closeIdleSockets } = createServer(app, { config, secrets, platform, webFolder })

  try {
    await app.recover()
    await app.prepare()
    await server.listen({ host: config.listen.host, port: config.listen.port })
  } catch (error) {
    await app.close()
    throw explain(error, config)
  }
  const { port } = server.server.address() as AddressInfo
  warnAtStart(config, log)
  await app.tenantHealth()

  let closing: Promise<void> | null = null
  let hurry = () => {}

  async function close(graceMs = GRACE_MS): Promise<void> {
    if (closing === null) closing = shutDown(graceMs)
    else hurry()
    return closing
  }

  async function shutDown(graceMs: number): Promise<void> {
    const hurried = new Promise<void>((resolve) => (hurry = resolve))
    await Promise.race([app.drain(graceMs), hurried])
    await app.drain(0)
    const cancelFlush = clock.after(FLUSH_MS, () => server.server.closeAllConnections())
    void hurried.then(() => server.server.closeAllConnections())
    // Again and again, because an answer that ends only now leaves its connection open.
    const sweeping = setInterval(closeIdleSockets, SWEEP_MS)
    await server.close()
    clearInterval(sweeping)
    cancelFlush()
    await app.close()
  }

  return { url: urlOf(config.listen.host, port), port, log, surface, close }
}

function explain(error: unknown, { listen }: Config): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error
  return new Error(`Cannot start: port ${listen.port} is taken. Stop what listens there, or set COCO_PORT.`, {
    cause: error,
  })
}

function openLog({ logLevel }: Config, logTo: StartOptions['logTo']): Logger {
  return logTo === undefined ? createLogger(logLevel) : createLogger(logLevel, { write: logTo })
}

function warnAtStart(config: Config, log: Logger): void {
  log.warn(
    isPrivate(config)
      ? "the quickstart's two public API keys are accepted, because only this machine can reach the server"
      : "the quickstart's two public API keys are refused, because others than this machine can reach the server",
  )
  if (config.unused.length > 0) log.warn({ settings: config.unused }, 'these settings are not used by this version')
}

function urlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}
