import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { Client } from 'pg'
import { create } from 'tar'
import { openEmbeddedDatabase } from '../../platform/database/embedded-database.ts'
import { isFolderLocked, lockFolder } from '../../platform/database/lock-folder.ts'
import { databaseFolder, embeddedConnection } from '../open-store.ts'
import { type BackupManifest, FILES_NAME, hashFiles, MANIFEST_NAME } from './backup-manifest.ts'

/**
 * Writes the embedded database into one archive that only this user may read, while no server runs: its files are copied
 * under the lock that a server takes, so nothing is written meanwhile. The archive is there whole or not at all.
 *
 * @param file where to; nothing may be there yet
 * @throws Error that says what to do
 */
export async function backUpData({ dataDir, file }: { dataDir: string; file: string }): Promise<BackupManifest> {
  const folder = databaseFolder(dataDir)
  if (!existsSync(join(folder, FILES_NAME)))
    throw new Error(`There is no database in ${folder}, so nothing to back up.`)
  // It would be part of itself, and no restore would take it.
  if (resolve(file).startsWith(resolve(folder) + sep))
    throw new Error(`${file} lies in the folder of the database. Choose another place.`)
  if (existsSync(file)) throw new Error(`${file} is there already. Choose another name.`)
  if (!existsSync(dirname(resolve(file))))
    throw new Error(`There is no folder ${dirname(resolve(file))}. Make it, or choose another place.`)
  if (isFolderLocked(folder)) throw stopFirst(folder)
  const migrations = await settle(folder)
  const unlock = lockFolder(folder)
  if (unlock === null) throw stopFirst(folder)
  const manifestPath = join(folder, MANIFEST_NAME)
  const draft = `${file}.partial`
  try {
    const files = await hashFiles(folder)
    const manifest: BackupManifest = { format: 1, madeAt: new Date().toISOString(), migrations, files }
    writeFileSync(manifestPath, JSON.stringify(manifest), { mode: 0o600 })
    // Made by us and then written by the library, so that at no moment others can read it. One that was cut off left its own.
    rmSync(draft, { force: true })
    writeFileSync(draft, '', { mode: 0o600, flag: 'wx' })
    await create({ file: draft, cwd: folder, gzip: true, portable: true, strict: true }, [MANIFEST_NAME, FILES_NAME])
    flush(draft)
    renameSync(draft, file)
    return manifest
  } finally {
    rmSync(manifestPath, { force: true })
    rmSync(draft, { force: true })
    unlock()
  }
}

/** Opens the database once: one that was cut off recovers, what it holds is on disk, and it says which migrations ran. */
async function settle(folder: string): Promise<BackupManifest['migrations']> {
  const database = await openEmbeddedDatabase(folder)
  const client = new Client(embeddedConnection(database.host))
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('CHECKPOINT')
    const { rows } = await client.query<BackupManifest['migrations'][number]>(
      'SELECT name, sha256 FROM coco_migrations ORDER BY name',
    )
    return rows
  } finally {
    await client.end().catch(() => {})
    await database.close()
  }
}

function stopFirst(folder: string): Error {
  return new Error(
    `Coco is running on ${folder}, and a copy of files that are being written would not be whole. Stop it, back up, and start it again.`,
  )
}

function flush(path: string): void {
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
