import { createHash } from 'node:crypto'
import { createReadStream, type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'

/** What stands beside the files in a backup: what they are, and which program can open them. */
export const BackupManifest = z.strictObject({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Those that had run, in order. */
  migrations: z.array(z.strictObject({ name: z.string(), sha256: z.string() })),
  files: z.array(z.strictObject({ path: z.string(), sha256: z.string() })),
})
export type BackupManifest = z.infer<typeof BackupManifest>

export const MANIFEST_NAME = 'manifest.json'
/** The folder of the embedded database's files, in a backup and in COCO_DATA_DIR alike. */
export const FILES_NAME = 'pgdata'

/** Every file under the database's folder with its hash, sorted. @throws Error for what is neither file nor folder */
export async function hashFiles(folder: string): Promise<BackupManifest['files']> {
  const entries = readdirSync(join(folder, FILES_NAME), { recursive: true, withFileTypes: true })
  const files: BackupManifest['files'] = []
  for (const entry of entries.filter((each) => !each.isDirectory())) {
    const path = join(entry.parentPath, entry.name)
    requireFile(entry, path)
    files.push({ path: relative(folder, path).split(sep).join('/'), sha256: await hashFile(path) })
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** @throws Error that says what is wrong with it */
export function readManifest(folder: string): BackupManifest {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(join(folder, MANIFEST_NAME), 'utf8'))
  } catch (error) {
    throw new Error('it has no manifest', { cause: error })
  }
  const parsed = BackupManifest.safeParse(json)
  if (parsed.success) return parsed.data
  throw new Error(`its manifest is not one that this Coco knows (${String(parsed.error.issues[0]?.path[0])})`)
}

/** @throws Error that names the first file that is missing, too much or not as it was */
export function requireSameFiles(expected: BackupManifest['files'], found: BackupManifest['files']): void {
  const hashes = new Map(found.map(({ path, sha256 }) => [path, sha256]))
  for (const { path, sha256 } of expected) {
    const hash = hashes.get(path)
    if (hash === undefined) throw new Error(`${path} is missing in it`)
    if (hash !== sha256) throw new Error(`${path} is not as it was when the backup was made`)
    hashes.delete(path)
  }
  const [more] = hashes.keys()
  if (more !== undefined) throw new Error(`${more} is in it and not in its manifest`)
}

function requireFile(entry: Dirent, path: string): void {
  if (!entry.isFile()) throw new Error(`${path} is neither a file nor a folder, which the database never makes`)
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
