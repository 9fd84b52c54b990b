import { setImmediate as nextTurn } from 'node:timers/promises'
import { findTable } from '../objects/find-object.ts'
import type { AccountData } from '../rbac/account-data.ts'
import { embeddingDimensions } from '../rbac/model-catalog.ts'
import type { RowStore } from '../tables/row-store.ts'
import { indexRow, isUnindexed } from './index-row.ts'

interface Needs {
  read: () => AccountData
  rows: RowStore
  /** Takes a line when the index could not be made, which only slows the next query down. */
  log: (line: string) => void
}

/**
 * Works out what the search services need to know about rows before anybody asks, a row at a time between everything
 * else. A query finds what this has not come to yet by itself; it only waits longer.
 */
export function createIndexer({ read, rows, log }: Needs) {
  const stopped = new AbortController()
  let running: Promise<void> | null = null
  let isWanted = false

  /** Something may have been added. */
  function wake(): void {
    isWanted = true
    if (running !== null || stopped.signal.aborted) return
    running = run()
      .catch((error: unknown) => {
        if (!stopped.signal.aborted) log(`rows were not indexed: ${String(error)}`)
      })
      .finally(() => {
        running = null
        if (isWanted) wake() // it was said between the last look and here
      })
  }

  async function run(): Promise<void> {
    while (isWanted) {
      isWanted = false
      for (const { source, searchColumn, embeddingModel } of read().searchServices) {
        const table = findTable(read(), source.table)
        const column = table?.columns.findIndex(({ name }) => name === searchColumn) ?? -1
        if (!table || column < 0) continue
        const reading = { column, dimensions: embeddingDimensions(embeddingModel) }
        for (const row of rows.read(table.id)) {
          if (!isUnindexed(row, reading)) continue
          await nextTurn(undefined, { signal: stopped.signal })
          indexRow(row, reading)
        }
      }
    }
  }

  async function stop(): Promise<void> {
    stopped.abort()
    await running
  }

  return { wake, stop, idle: () => running ?? Promise.resolve() }
}
