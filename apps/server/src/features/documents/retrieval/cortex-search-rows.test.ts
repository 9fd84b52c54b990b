import type { SqlResult } from '@coco/core/snowflake/statement-results'
import { DocumentId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type CortexSearchRows, deleteRows, replaceRows } from './cortex-search-rows.ts'

const DONE: SqlResult = { columns: [], rows: [], message: '', statementHandle: null, stats: null }
const document = { id: DocumentId.parse(randomUUID()), title: 'Salaries', tags: [], isPersonal: true }
const passages = Array.from({ length: 80 }, (_, position) => ({ position, headings: [], content: 'text' }))

/** Snowflake while its warehouse wakes up: an INSERT is done when it is told to be, whoever has gone by then, and a DELETE at once. */
function slowSnowflake() {
  const kept = new Set<unknown>()
  const inserting = Promise.withResolvers<void>()
  const awake = Promise.withResolvers<void>()
  const execute: CortexSearchRows['execute'] = async (sql, execution) => {
    const signal = execution?.signal
    if (sql.startsWith('DELETE')) kept.clear()
    else {
      const done = awake.promise.then(() => kept.add(execution?.bindings?.[0]))
      inserting.resolve()
      const gone = new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error))
      })
      await Promise.race([done, gone])
    }
    return DONE
  }
  return { kept, execute, inserting: inserting.promise, wakeUp: awake.resolve }
}

test('who stops in the middle of an INSERT waits for its end, so that nothing comes after the DELETE that follows', async () => {
  const snowflake = slowSnowflake()
  const stop = new AbortController()
  const place = { database: 'D', schema: 'S', warehouse: 'W' }
  const closing = new AbortController().signal
  const rows = { tenant: 'tenant-alpha', place, execute: snowflake.execute, signal: stop.signal, closing }
  const added = replaceRows(rows, document, passages, () => {})
  const undone = added.catch(() => deleteRows({ ...rows, signal: undefined }, document))
  await snowflake.inserting
  stop.abort(new Error('deleted while it was written'))
  await setImmediate()
  snowflake.wakeUp()
  await expect(added).rejects.toThrow('deleted while it was written')
  await undone
  expect([...snowflake.kept]).toEqual([])
})
