import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { REPLACED_NAME, RESTORING_NAME } from '../../platform/database/embedded-database.ts'
import { lockFolder } from '../../platform/database/lock-folder.ts'
import { readMigrations } from '../migrations.ts'
import { databaseFolder, openStore } from '../open-store.ts'
import { type BackupManifest, FILES_NAME, hashFiles, readManifest, requireSameFiles } from './backup-manifest.ts'
import { unpackBackup } from './unpack-backup.ts'

/**
 * Puts a backup in the place of the embedded database, while no server runs. It is unpacked beside it, compared with its
 * manifest, opened, brought up to date and checked for isolation as at a start; only then it takes the place, by renaming.
 * Whatever fails before that leaves everything as it was.
 *
 * @param isReplacing whether a database that is there may go
 * @throws Error that says what to do
 */
export async function restoreData(options: {
  dataDir: string
  file: string
  isReplacing: boolean
}): Promise<BackupManifest> {
  const { dataDir, file, isReplacing } = options
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`)
  const folder = databaseFolder(dataDir)
  const unlock = lockFolder(folder)
  if (unlock === null) throw new Error(`Coco is running on ${folder}. Stop it, restore, and start it again.`)
  try {
    if (!isReplacing && [FILES_NAME, REPLACED_NAME].some((name) => existsSync(join(folder, name)))) {
      throw new Error(`There is a database in ${folder} already. Back it up, and give --replace to lose it.`)
    }
    // Under the lock nobody else is in there: what is left of one that was cut off goes.
    const staging = join(folder, RESTORING_NAME)
    rmSync(staging, { recursive: true, force: true })
    mkdirSync(staging, { mode: 0o700 })
    try {
      const manifest = await prepare(file, staging)
      takePlace(join(databaseFolder(staging), FILES_NAME), folder)
      return manifest
    } finally {
      rmSync(staging, { recursive: true, force: true })
    }
  } finally {
    unlock()
  }
}

async function prepare(file: string, staging: string): Promise<BackupManifest> {
  const folder = databaseFolder(staging)
  const manifest = await unpackAndCompare(file, folder)
  const here = new Set(readMigrations().map(({ name }) => name))
  const newer = manifest.migrations.filter(({ name }) => !here.has(name)).map(({ name }) => name)
  if (newer.length > 0) {
    throw new Error(`${file} was made by a newer Coco (${newer.join(', ')}). Restore it with that version.`)
  }
  const store = await openStore({ databaseUrl: null, dataDir: staging, log: SILENT })
  await store.close()
  return manifest
}

async function unpackAndCompare(file: string, folder: string): Promise<BackupManifest> {
  try {
    await unpackBackup(file, folder)
    const manifest = readManifest(folder)
    requireSameFiles(manifest.files, await hashFiles(folder))
    return manifest
  } catch (error) {
    const { message } = error as Error
    throw new Error(`${file} is not a whole backup: ${message}. Nothing was changed.`, { cause: error })
  }
}

/** Two renames; when the machine stops between them, the next start puts the old one back. */
function takePlace(restored: string, folder: string): void {
  const place = join(folder, FILES_NAME)
  const replaced = join(folder, REPLACED_NAME)
  if (existsSync(place)) {
    rmSync(replaced, { recursive: true, force: true })
    renameSync(place, replaced)
  }
  renameSync(restored, place)
  rmSync(replaced, { recursive: true, force: true })
}

const nothing = () => {}
const SILENT = { info: nothing, warn: nothing, fatal: nothing }
