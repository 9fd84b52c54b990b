import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Settings } from '@coco/core/settings/env-file'
import type { Cli } from '../command.ts'
import { isListening } from '../local/is-listening.ts'
import { dataFolder, isLocal, type LocalDeployment } from '../local/local-deployment.ts'
import { readServerAddress } from '../local/server-address.ts'
import { readPort } from '../local/require-free-port.ts'
import type { Finding } from './finding.ts'

const TIMEOUT_MS = 5000

/** What belongs to this machine: the folder for data, the port, and the server when it runs. */
export async function checkMachine(cli: Cli, deployment: LocalDeployment | null): Promise<Finding[]> {
  return [checkNode(cli.nodeVersion), checkDataFolder(dataFolder(cli)), await checkServer(cli, deployment)]
}

/** The project's own runtime; an older one cannot run its source. */
const LEAST_NODE = 24

export function checkNode(version: string): Finding {
  if (Number.parseInt(version, 10) >= LEAST_NODE) return { check: 'node', ok: true, detail: version }
  const detail = `this is Node ${version}, and Coco needs ${LEAST_NODE} or later`
  return {
    check: 'node',
    ok: false,
    detail,
    remedy: 'Install it, or start through npm start, which borrows one from npm.',
  }
}

function checkDataFolder(folder: string): Finding {
  // A folder that is not there yet is made by the first start, so the nearest one that is there has to allow that.
  let nearest = folder
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest)
  if (!statSync(nearest).isDirectory()) {
    const remedy = 'Move it away, or choose another folder with COCO_DATA_DIR.'
    return { check: 'data folder', ok: false, detail: `${nearest} is not a folder`, remedy }
  }
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK)
    return { check: 'data folder', ok: true, detail: folder }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return {
      check: 'data folder',
      ok: false,
      detail: `${folder} cannot be written (${code})`,
      remedy: 'Let this user write there, or choose another folder with COCO_DATA_DIR.',
    }
  }
}

async function checkServer(cli: Cli, deployment: LocalDeployment | null): Promise<Finding> {
  const { settings } = cli
  const port = portOf(settings)
  // The port may have been named to the server alone, or by nobody; but one that was killed leaves its address too.
  const written = deployment?.serverUrl ?? readServerAddress(dataFolder(cli))
  if (written !== null && (await isHealthy(written))) return answersAt(written)
  if (port === null) return notRunning(settings, 'not running')
  if (port === 0) return notRunning(settings, 'not running; it will take any free port')
  const url = deployment?.serverUrl ?? `http://${settings.COCO_HOST ?? '127.0.0.1'}:${port}`
  if (await isHealthy(url)) return answersAt(url)
  if (await isListening(url)) {
    return {
      check: 'server',
      ok: false,
      detail: `something else, or a Coco that is not well, listens at ${url}`,
      remedy: 'Stop it, or choose another port with COCO_PORT.',
    }
  }
  return notRunning(settings, `not running; port ${port} is free`)
}

/** Null for one that the settings' own section names as wrong. */
function portOf(settings: Settings): number | null {
  try {
    return readPort(settings.COCO_PORT, 8000, 'COCO_PORT')
  } catch {
    return null
  }
}

const answersAt = (url: string): Finding => ({ check: 'server', ok: true, detail: `answers at ${url}` })

/** Only in local mode is that a failure: there is then no Snowflake either. */
function notRunning(settings: Settings, detail: string): Finding {
  if (!isLocal(settings)) return { check: 'server', ok: true, detail }
  return { check: 'server', ok: false, detail: 'no local Coco is running', remedy: 'Start it with npm start.' }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(new URL('/healthz', url), { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })).ok
  } catch {
    return false
  }
}
