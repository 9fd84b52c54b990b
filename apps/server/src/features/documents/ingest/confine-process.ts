import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Flags of Node for a process that reads what strangers wrote: it may read its own modules (no key, no database, no `.env`),
 * write nothing, start no program and make no code of strings.
 *
 * This holds a parser that is led astray by a file, not code of a stranger's: Node says so itself. The network is not held
 * back at all. Such code could open connections as the server can, to other machines and to whatever listens on this one: the
 * embedded database's socket too, which asks nobody who they are, and the server's own port. For that a container with
 * neither is there, or a parser that never runs such code.
 */
export function confinement(): string[] {
  const resolve = createRequire(import.meta.url).resolve
  const server = fileURLToPath(new URL('../../../../', import.meta.url))
  const shared = dirname(dirname(resolve('@coco/shared/document-limits')))
  const packages = /^.*?[\\/]node_modules[\\/]/.exec(resolve('unpdf'))?.[0] ?? server
  return [
    '--permission',
    ...[server, `${shared}/`, packages].map((folder) => `--allow-fs-read=${folder}`),
    // For the thread that watches the memory.
    '--allow-worker',
    '--disallow-code-generation-from-strings',
  ]
}
