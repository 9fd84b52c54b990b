import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const LOCK_NAME = 'lock.sqlite'

/**
 * Takes the folder for this process, making it if need be. The lock is one the kernel holds (SQLite's, on an otherwise
 * empty file), so it ends with the process however that ends.
 * @returns a function that gives the folder back; null when somebody else has it
 */
export function lockFolder(folder: string): (() => void) | null {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(join(folder, LOCK_NAME), { timeout: 0 })
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof Error && error.message.includes('locked')) return null
    throw error
  }
  return () => lock.close()
}

/** Whether a process has taken the folder; makes nothing where there is none. */
export function isFolderLocked(folder: string): boolean {
  const path = join(folder, LOCK_NAME)
  if (!existsSync(path)) return false
  const lock = new DatabaseSync(path, { timeout: 0, readOnly: true })
  try {
    lock.prepare('SELECT count(*) FROM sqlite_master').get()
    return false
  } catch (error) {
    if (error instanceof Error && error.message.includes('locked')) return true
    throw error
  } finally {
    lock.close()
  }
}
