import { statSync } from 'node:fs'
import type { Finding } from './finding.ts'

const OTHERS_READ = 0o004
const OTHERS_OR_GROUP_WRITE = 0o022

/** Whether somebody else of this machine could take a private key, or put another one in its place. Nothing is said of a file that is not there. */
export function checkKeyFile(path: string): Finding[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isFile()) return []
  const isRead = (stat.mode & OTHERS_READ) !== 0
  if (!isRead && (stat.mode & OTHERS_OR_GROUP_WRITE) === 0) return []
  const mode = (stat.mode & 0o777).toString(8).padStart(4, '0')
  return [
    {
      check: 'key file',
      ok: false,
      detail: `${path} can be ${isRead ? 'read' : 'replaced'} by others on this machine (mode ${mode})`,
      remedy: `chmod 600 ${path} (a mounted secret: defaultMode 0400)`,
    },
  ]
}
