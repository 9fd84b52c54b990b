import { mkdirSync } from 'node:fs'
import { extract, list } from 'tar'
import { FILES_NAME, MANIFEST_NAME } from './backup-manifest.ts'

/**
 * Unpacks a backup into a new folder. Before anything is written the whole archive is read once: it holds a manifest, and
 * plain files and folders of the database; a link or a path that leads elsewhere is refused.
 *
 * @throws Error that says what is wrong with the archive
 */
export async function unpackBackup(file: string, folder: string): Promise<void> {
  let problem: string | null = null
  await list({
    file,
    strict: true,
    onReadEntry: ({ path, type }) => {
      if (problem === null && !isExpected(path, type)) problem = `${JSON.stringify(path.slice(0, 200))} (${type})`
    },
  })
  if (problem !== null) throw new Error(`it holds ${String(problem)}, which no backup does`)
  mkdirSync(folder, { mode: 0o700 })
  await extract({ file, cwd: folder, strict: true })
}

function isExpected(path: string, type: string): boolean {
  if (type === 'File' && path === MANIFEST_NAME) return true
  const [first, ...rest] = path.replace(/\/$/, '').split('/')
  const isInside = first === FILES_NAME && rest.every((part) => part !== '' && part !== '.' && part !== '..')
  return isInside && (type === 'File' || type === 'Directory')
}
