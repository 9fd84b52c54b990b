import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Takes the folder for this process, making it if need be. The lock is one the kernel holds (SQLite's, on an otherwise
 * empty file), so it ends with the process however that ends, and a second emulator in the same process is refused too.
 * @returns a function that gives the folder back
 * @throws Error when another emulator has it
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 })
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof Error && error.message.includes('locked')) {
      throw new Error(`Another emulator is running on ${folder}. Stop it, or give this one its own COCO_DATA_DIR.`, {
        cause: error,
      })
    }
    throw error
  }
  return () => lock.close()
}
