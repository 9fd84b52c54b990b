import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlConsole } from '../testing/sql-console.ts'
import { isUnindexed } from './index-row.ts'
import { createIndexer } from './indexer.ts'

const READING = { column: 1, dimensions: 768 }

let sql: ReturnType<typeof openSqlConsole>
let indexer: ReturnType<typeof createIndexer>
beforeEach(() => {
  sql = openSqlConsole()
  indexer = createIndexer({ read: sql.store.read, rows: sql.rows, log: fail })
  sql.run(`CREATE WAREHOUSE WH; CREATE DATABASE DB; CREATE TABLE DB.PUBLIC.T (ID TEXT, BODY TEXT) CHANGE_TRACKING = TRUE;
    USE WAREHOUSE WH; INSERT INTO DB.PUBLIC.T VALUES ('a', 'one'), ('b', NULL), ('c', 'three')`)
})
afterEach(() => indexer.stop())

function fail(line: string): never {
  throw new Error(line)
}

const unindexed = () => {
  const [{ id } = { id: '' }] = sql.store.read().tables
  return sql.rows.read(id).flatMap((row) => (isUnindexed(row, READING) ? [row[0]] : []))
}
const makeService = () =>
  sql.run(
    "CREATE CORTEX SEARCH SERVICE DB.PUBLIC.FIND ON BODY WAREHOUSE = WH TARGET_LAG = '1 day' AS SELECT * FROM DB.PUBLIC.T",
  )

test('rows that no service searches are left alone', async () => {
  indexer.wake()
  await indexer.idle()
  expect(unindexed()).toEqual(['a', 'c'])
})

test('rows of a service are looked at in advance, and so are those that come while that goes on', async () => {
  makeService()
  indexer.wake()
  sql.run("USE WAREHOUSE WH; INSERT INTO DB.PUBLIC.T VALUES ('d', 'four')")
  indexer.wake()
  await indexer.idle()
  expect(unindexed()).toEqual([])
})

test('it ends where it is when it is stopped, and does not begin again', async () => {
  makeService()
  indexer.wake()
  await indexer.stop()
  indexer.wake()
  await indexer.idle()
  expect(unindexed()).not.toEqual([])
})
