import { type FSWatcher, statSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** An editor writes in steps (truncate, write, rename); after this much quiet the new version is whole. */
const DEBOUNCE_MS = 80
/** Network and container file systems send no notifications; looking once a second costs nothing. */
const POLL_MS = 1000

/**
 * Calls `onChange` after a file was written, replaced by a rename, made or removed. The folder is watched, not the file:
 * a rename puts another inode in its place, and a watch on the old one would see nothing more.
 */
export function watchFile(path: string, onChange: () => void): { close(): void } {
  let stamp = stampOf(path)
  let debounce: NodeJS.Timeout | null = null

  function look(): void {
    if (stampOf(path) === stamp) return
    if (debounce) clearTimeout(debounce)
    debounce = setTimeout(() => {
      debounce = null
      stamp = stampOf(path)
      onChange()
    }, DEBOUNCE_MS)
  }

  const notifications = watchFolder(path, look)
  const poll = setInterval(() => debounce ?? look(), POLL_MS)
  poll.unref()
  return {
    close() {
      notifications?.close()
      clearInterval(poll)
      if (debounce) clearTimeout(debounce)
    },
  }
}

/** Null where the system has no notifications left to give (inotify limit) or the folder is not there yet. */
function watchFolder(path: string, look: () => void): FSWatcher | null {
  try {
    const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      if (name === null || name === basename(path)) look()
    })
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return null
  }
}

function stampOf(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true })
    return `${ino}:${size}:${mtimeNs}:${ctimeNs}`
  } catch {
    return 'absent'
  }
}
