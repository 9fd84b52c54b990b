import { randomUUID } from 'node:crypto'
import { chmod, chown, link, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Who may do what with a file; an owner that is left out is whoever writes it. */
export interface FileAccess {
  mode: number
  owner?: { uid: number; gid: number }
}

/**
 * Writes a file that was not there: whole or not at all, and never over another one, because a hard link fails where a rename
 * would replace. Nobody who may not read it in the end may read it on the way.
 *
 * @throws Error naming the file when it exists already
 */
export async function writeNewFile(path: string, text: string, { mode, owner }: FileAccess): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${randomUUID()}.new`
  try {
    await writeFile(draft, text, { mode: mode & 0o600, flag: 'wx' })
    if (owner !== undefined) await chown(draft, owner.uid, owner.gid)
    // After the owner: changing that may take rights away. And the umask has no say in it.
    await chmod(draft, mode)
    await link(draft, path)
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? alreadyThere(path) : error
  } finally {
    await rm(draft, { force: true })
  }
}

export function alreadyThere(path: string): Error {
  return new Error(
    `${path} exists already and is not overwritten. Move it away if it is no longer registered anywhere.`,
  )
}
