import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { appendRows, readRows, replaceRows } from './row-file.ts'
import type { Row } from './value.ts'

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
      if (folder !== null) appendRows(fileOf(folder, tableId), rows)
      loaded.set(tableId, before.concat(rows))
    },
    replace(tableId, rows) {
      if (folder !== null) replaceRows(fileOf(folder, tableId), rows)
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
