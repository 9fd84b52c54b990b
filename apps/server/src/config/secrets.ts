import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecret, type Secret } from '../platform/secret.ts'
import type { Config } from './config.ts'

export interface Secrets {
  /** Signs sessions. */
  session: Secret
  /** In the session cookie's name: cookies ignore ports, and two copies on one machine must not share one. */
  instanceId: string
}

/**
 * Takes the session secret from the environment, and the instance's id from it, so that replicas agree and nothing is
 * written. Without one, both are made on the first start in COCO_DATA_DIR, readable by their owner alone.
 */
export function loadSecrets({ dataDir, sessionSecret }: Pick<Config, 'dataDir' | 'sessionSecret'>): Secrets {
  if (sessionSecret !== null) return { session: sessionSecret, instanceId: idOf(sessionSecret) }
  const folder = join(dataDir, 'server')
  return {
    session: createSecret(readOrMake(folder, 'session-secret', /^[\w-]{43,}$/, newSecret)),
    instanceId: readOrMake(folder, 'instance-id', /^[0-9a-f]{8}$/, () => randomBytes(4).toString('hex')),
  }
}

const idOf = (secret: Secret) => createHash('sha256').update(`instance ${secret.reveal()}`).digest('hex').slice(0, 8)
const newSecret = () => randomBytes(32).toString('base64url')

function readOrMake(folder: string, name: string, shape: RegExp, make: () => string): string {
  const path = join(folder, name)
  const known = readIfThere(path) ?? makeOnce(folder, path, make)
  if (!shape.test(known))
    throw new Error(`${path} does not hold what this server wrote there. Delete it to start anew.`)
  return known
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Whole or not at all; of two processes that start at once, one writes and both read the same. */
function makeOnce(folder: string, path: string, make: () => string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomUUID()}.new`
  try {
    writeFileSync(draft, make(), { mode: 0o600, flag: 'wx' })
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(path, 'utf8').trim()
}
