import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startEmulator } from '../emulator.ts'
import { createRowStore, dropOrphans } from './row-store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rows-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = () => join(folder, 't.rows')

describe('rows on disk', () => {
  test('are read by the next process as they were written', () => {
    const first = createRowStore(folder)
    first.append('t', [
      ['a', null],
      ['b', '1'],
    ])
    first.append('t', [['line\nbreak \u2028 “ü”', '2']])
    expect(createRowStore(folder).read('t')).toEqual([
      ['a', null],
      ['b', '1'],
      ['line\nbreak \u2028 “ü”', '2'],
    ])
    first.replace('t', [['b', '1']])
    expect(createRowStore(folder).read('t')).toEqual([['b', '1']])
    first.replace('t', [])
    expect(createRowStore(folder).read('t')).toEqual([])
  })

  test('of a statement that was cut off while it was written are not there, wherever it was cut', () => {
    createRowStore(folder).append('t', [['a', '1']])
    const whole = readFileSync(file())
    createRowStore(folder).append('t', [
      ['bé', '2'],
      ['c', '3'],
    ])
    const both = readFileSync(file())
    for (let end = whole.length; end < both.length; end += 1) {
      writeFileSync(file(), both.subarray(0, end))
      const store = createRowStore(folder)
      expect(store.read('t')).toEqual([['a', '1']])
      store.append('t', [['d', '4']])
      expect(createRowStore(folder).read('t')).toEqual([
        ['a', '1'],
        ['d', '4'],
      ])
    }
  })

  test('of many lines, and of lines longer than what is read at once, are all there', () => {
    const store = createRowStore(folder)
    const rows = Array.from({ length: 1_203 }, (_, at) => [`é${at}`, at % 100 === 0 ? 'x'.repeat(300_000) : null])
    store.replace('t', rows)
    store.append('t', [['last', 'é'.repeat(2_000_000)]])
    appendFileSync(file(), '[["half')
    expect(createRowStore(folder).read('t')).toEqual([...rows, ['last', 'é'.repeat(2_000_000)]])
    expect(
      readFileSync(file(), 'utf8')
        .split('\n')
        .map((line) => line.slice(0, 3)),
    ).toEqual(['[["', '[["', '[["', '[["', ''])
  })

  test('that cannot be written are not there either', () => {
    const store = createRowStore(folder)
    store.append('t', [['a', '1']])
    rmSync(folder, { recursive: true })
    expect(() => store.append('t', [['b', '2']])).toThrow('ENOENT')
    expect(() => store.replace('t', [])).toThrow('ENOENT')
    expect(store.read('t')).toEqual([['a', '1']])
  })

  test('do not change under whoever reads them', () => {
    const store = createRowStore(null)
    store.append('t', [['a']])
    const seen = store.read('t')
    store.append('t', [['b']])
    store.replace('t', [['c']])
    expect(seen).toEqual([['a']])
    expect(store.read('t')).toEqual([['c']])
  })

  test('of tables that are gone are swept away, and what a replacement left half done', () => {
    const store = createRowStore(folder)
    store.append('kept', [['a']])
    store.append('gone', [['b']])
    appendFileSync(join(folder, 'kept.rows.next'), '[["half')
    dropOrphans(folder, new Set(['kept']))
    expect(readdirSync(folder)).toEqual(['kept.rows'])
    store.drop(['kept', 'never there'])
    expect(readdirSync(folder)).toEqual([])
  })
})

test('an account that starts again has its rows and forgets those of dropped tables', async () => {
  const options = { dataDir: folder, seed: { scripts: [], publicKeys: {} } }
  const first = await startEmulator(options)
  first.sql(`CREATE WAREHOUSE W; CREATE DATABASE D; CREATE TABLE D.PUBLIC.T (ID TEXT); CREATE TABLE D.PUBLIC.U (ID TEXT);
    INSERT INTO D.PUBLIC.T VALUES ('a'), ('b'); INSERT INTO D.PUBLIC.U VALUES ('x'); DELETE FROM D.PUBLIC.T WHERE ID = 'a';
    DROP TABLE D.PUBLIC.U`)
  await first.close()
  expect(readdirSync(join(folder, 'rows'))).toHaveLength(1)
  await using second = await startEmulator(options)
  expect(second.sql('USE WAREHOUSE W; SELECT * FROM D.PUBLIC.T').at(-1)?.rows).toEqual([['b']])
})

test('an account that goes on from its previous version keeps the rows of tables that one does not know', async () => {
  const options = { dataDir: folder, seed: { scripts: [], publicKeys: {} } }
  const first = await startEmulator(options)
  first.sql(
    "CREATE WAREHOUSE W; CREATE DATABASE D; CREATE TABLE D.PUBLIC.T (ID TEXT); INSERT INTO D.PUBLIC.T VALUES ('a')",
  )
  await first.close()
  const newest = readFileSync(join(folder, 'account.json'), 'utf8')
  writeFileSync(join(folder, 'account.json'), newest.slice(0, 500))
  await (await startEmulator(options)).close()
  writeFileSync(join(folder, 'account.json'), newest)
  await using mended = await startEmulator(options)
  expect(mended.sql('USE WAREHOUSE W; SELECT * FROM D.PUBLIC.T').at(-1)?.rows).toEqual([['a']])
})

test('rows that a seed script inserts are there', async () => {
  const script = join(folder, 'seed.sql')
  writeFileSync(
    script,
    "CREATE WAREHOUSE W; CREATE DATABASE D; CREATE TABLE D.PUBLIC.T (ID TEXT); INSERT INTO D.PUBLIC.T VALUES ('seeded')",
  )
  await using emulator = await startEmulator({ dataDir: null, seed: { scripts: [script], publicKeys: {} } })
  expect(emulator.sql('USE WAREHOUSE W; SELECT * FROM D.PUBLIC.T').at(-1)?.rows).toEqual([['seeded']])
})
