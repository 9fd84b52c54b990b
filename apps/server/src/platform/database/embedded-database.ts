import { existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { lockFolder } from './lock-folder.ts'

export interface EmbeddedDatabase {
  /** A folder with a Postgres socket in it: `host` of a connection. */
  host: string
  /** Fails when the database has ended by itself. */
  ended: Promise<Error>
  close(): Promise<void>
}

/** `pg` looks for this name in a folder that is given as host. */
const SOCKET_NAME = '.s.PGSQL.5432'
const FILES_NAME = 'pgdata'
/** What a restore moves aside for the moment in which the restored one takes its place. */
export const REPLACED_NAME = 'pgdata.replaced'
/** Where a restore unpacks and tries out what it restores. */
export const RESTORING_NAME = 'restoring'
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './embedded-worker.ts' : './embedded-worker.js',
  import.meta.url,
)

/**
 * Opens the database in `folder`, making it at the first start. Its socket lies in a folder of its own that only this user
 * may enter: a path under `folder` could be longer than the 107 bytes that a socket's may have.
 * @throws Error when another process has it
 */
export async function openEmbeddedDatabase(folder: string): Promise<EmbeddedDatabase> {
  const unlock = lockFolder(folder)
  if (unlock === null) {
    throw new Error(`Another Coco is running on ${folder}. Stop it, or give this one its own COCO_DATA_DIR.`)
  }
  clearUpRestore(folder)
  const host = mkdtempSync(join(tmpdir(), 'coco-db-'))
  const worker = new Worker(WORKER, {
    workerData: { folder: join(folder, FILES_NAME), socketPath: join(host, SOCKET_NAME) },
  })
  const ended = new Promise<Error>((resolve) => {
    worker.once('error', (error) => resolve(error as Error))
    worker.once('exit', (code) => resolve(new Error(`the embedded database ended with code ${code}`)))
  })
  try {
    await untilSaid(worker, 'open', ended)
  } catch (error) {
    release()
    throw new Error(`The database in ${folder} cannot be opened: ${(error as Error).message}`, { cause: error })
  }
  writeFileSync(join(folder, 'socket'), host, { mode: 0o600 })

  function release(): void {
    rmSync(host, { recursive: true, force: true })
    rmSync(join(folder, 'socket'), { force: true })
    unlock?.()
  }

  async function close(): Promise<void> {
    worker.postMessage('close')
    await Promise.race([untilSaid(worker, 'closed', ended).catch(() => {}), ended])
    await worker.terminate()
    release()
  }

  return { host, ended, close }
}

/**
 * Where the database of `folder` can be reached while another process has it open; null when none says so. A server that was
 * killed leaves a name in a folder that is everybody's: whoever takes it after that is not believed.
 */
export function findOpenDatabase(folder: string): string | null {
  const note = join(folder, 'socket')
  try {
    const host = readFileSync(note, 'utf8')
    return lstatSync(host).uid === statSync(note).uid ? host : null
  } catch {
    return null
  }
}

/**
 * A restore that was cut off between its two renames did not happen: without this, a new and empty database would be made.
 * One that was cut off after them did. What it leaves behind is a whole database in clear text, which nobody would look for,
 * and which must not come back on the day when somebody takes the other one away.
 */
function clearUpRestore(folder: string): void {
  const [files, replaced] = [join(folder, FILES_NAME), join(folder, REPLACED_NAME)]
  if (!existsSync(files) && existsSync(replaced)) renameSync(replaced, files)
  rmSync(replaced, { recursive: true, force: true })
  rmSync(join(folder, RESTORING_NAME), { recursive: true, force: true })
}

function untilSaid(worker: Worker, word: string, ended: Promise<Error>): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (said) => said === word && resolve())
    void ended.then(reject)
  })
}
