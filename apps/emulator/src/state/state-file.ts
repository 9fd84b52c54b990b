import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { platform } from 'node:os'
import { join } from 'node:path'
import { AccountData } from '../rbac/account-data.ts'

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
    writeDurably(next, `${JSON.stringify(data, null, 2)}\n`)
    if (currentIsWhole) renameSync(current, previous)
    renameSync(next, current)
    currentIsWhole = true
    flushFolder(folder)
  }

  /**
   * The last whole version; null in a new folder.
   * @throws Error when there are files but none is whole
   */
  function load(warn: (sentence: string) => void): AccountData | null {
    const [newest, older] = [readAccount(current), readAccount(previous)]
    if (newest.state === 'whole') return newest.data
    if (older.state === 'whole') {
      warn(`${current} is ${newest.state}; going on with ${previous}, which may lack the last statement.`)
      return older.data
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

function writeDurably(path: string, text: string) {
  const file = openSync(path, 'w', 0o600)
  try {
    const bytes = Buffer.from(text)
    let written = 0
    while (written < bytes.length) written += writeSync(file, bytes, written)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A rename is durable only when the folder is flushed too. Windows cannot open a folder, and does not need it. */
function flushFolder(folder: string) {
  if (platform() === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
