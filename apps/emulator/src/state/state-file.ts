import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { AccountData } from '../rbac/account-data.ts'
import { flushFolder, writeDurably } from './durable-file.ts'

/**
 * The account on disk: `account.json`, and `previous.json`, which is the account one statement earlier. A new version is
 * written beside them, flushed, and moved into place, so that a process killed at any moment leaves one that is whole.
 */
export function openStateFile(folder: string) {
  const current = join(folder, 'account.json')
  const previous = join(folder, 'previous.json')
  const next = join(folder, 'next.json')
  let currentIsWhole = readAccount(current).state === 'whole'

  function save(data: AccountData) {
    writeDurably(next, [`${JSON.stringify(data, null, 2)}\n`])
    if (currentIsWhole) renameSync(current, previous)
    renameSync(next, current)
    currentIsWhole = true
    flushFolder(folder)
  }

  /**
   * The last whole version, and whether it is the newest; null in a new folder.
   * @throws Error when there are files but none is whole
   */
  function load(warn: (sentence: string) => void): { data: AccountData; isNewest: boolean } | null {
    const [newest, older] = [readAccount(current), readAccount(previous)]
    if (newest.state === 'whole') return { data: newest.data, isNewest: true }
    if (older.state === 'whole') {
      warn(`${current} is ${newest.state}; going on with ${previous}, which may lack the last statement.`)
      return { data: older.data, isNewest: false }
    }
    if (newest.state === 'missing' && older.state === 'missing') return null
    throw new Error(`${current} cannot be read, nor can ${previous}. Begin anew with: coco emulator reset`)
  }

  return { save, load }
}

type Reading = { state: 'whole'; data: AccountData } | { state: 'missing' | 'damaged' }

function readAccount(path: string): Reading {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { state: 'missing' }
    throw error
  }
  try {
    return { state: 'whole', data: AccountData.parse(JSON.parse(text)) }
  } catch {
    return { state: 'damaged' } // half-written, edited by hand, or of another version: not ours to guess at
  }
}
