import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { appendDurably, flushFolder, writeDurably } from '../state/durable-file.ts'
import type { Cell, Row } from './value.ts'

/** The rows of every table, by the id of the table. What is read never changes under its reader: a write makes anew. */
export interface RowStore {
  read(tableId: string): readonly Row[]
  /** Adds rows behind the others. They are durable when it returns, or not there when it throws. */
  append(tableId: string, rows: readonly Row[]): void
  /** Puts rows in the place of all that were there, under the same promise. */
  replace(tableId: string, rows: readonly Row[]): void
  /** Forgets the rows of these tables. */
  drop(tableIds: readonly string[]): void
}

/** @param folder where the rows are kept, a file per table; null keeps them in memory */
export function createRowStore(folder: string | null): RowStore {
  const loaded = new Map<string, readonly Row[]>()
  if (folder !== null) mkdirSync(folder, { recursive: true, mode: 0o700 })

  function read(tableId: string): readonly Row[] {
    const known = loaded.get(tableId)
    if (known) return known
    const rows = folder === null ? [] : readRows(fileOf(folder, tableId))
    loaded.set(tableId, rows)
    return rows
  }

  return {
    read,
    append(tableId, rows) {
      if (rows.length === 0) return
      const before = read(tableId)
      if (folder !== null) appendToFile(fileOf(folder, tableId), toLine(rows))
      loaded.set(tableId, before.concat(rows))
    },
    replace(tableId, rows) {
      if (folder !== null) replaceFile(fileOf(folder, tableId), rows.length === 0 ? '' : toLine(rows))
      loaded.set(tableId, rows)
    },
    drop(tableIds) {
      for (const tableId of tableIds) {
        loaded.delete(tableId)
        if (folder !== null) rmSync(fileOf(folder, tableId), { force: true })
      }
    },
  }
}

/** Removes what a process left behind that ended between dropping a table and forgetting its rows. */
export function dropOrphans(folder: string, tableIds: ReadonlySet<string>): void {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(ENDING) || !tableIds.has(name.slice(0, -ENDING.length))) rmSync(join(folder, name))
  }
}

const ENDING = '.rows'
const fileOf = (folder: string, tableId: string) => join(folder, `${tableId}${ENDING}`)

/** The rows of one statement are one line: a line that is whole is a statement that is done. */
const toLine = (rows: readonly Row[]) => `${JSON.stringify(rows)}\n`

function appendToFile(path: string, line: string): void {
  const isNew = !existsSync(path)
  appendDurably(path, line)
  if (isNew) flushFolder(dirname(path))
}

/** The new file is written beside the old one and moved into its place, so that there is a whole one at any moment. */
function replaceFile(path: string, text: string): void {
  writeDurably(`${path}.next`, text)
  renameSync(`${path}.next`, path)
  flushFolder(dirname(path))
}

/** A last line without its end was never answered for; it is cut off, or the next one would be written behind it. */
function readRows(path: string): readonly Row[] {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
  const end = bytes.lastIndexOf('\n') + 1
  if (end < bytes.length) truncateSync(path, end)
  const lines = bytes.toString('utf8', 0, end).split('\n').slice(0, -1)
  return lines.flatMap((line) => JSON.parse(line) as Cell[][])
}
