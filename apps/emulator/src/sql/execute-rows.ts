import { assumptions } from '../assumptions.ts'
import { requireTable, requireWarehouse } from '../objects/require-object.ts'
import type { ColumnRecord, TableRecord } from '../objects/object-records.ts'
import { compileCondition, compileExpression } from '../tables/compile-expression.ts'
import type { Compiled, Scope } from '../tables/compiled.ts'
import type { RowQuery } from '../tables/row-expression.ts'
import { refuseCalls, type Rows, runQuery, valueRows } from '../tables/run-query.ts'
import { storeInto } from '../tables/store-cell.ts'
import { columnsOf } from '../tables/table-columns.ts'
import { createRoom } from '../tables/table-room.ts'
import type { Cell, Row, RowColumn } from '../tables/value.ts'
import { requireMakeable } from '../tables/work.ts'
import { environmentOf } from './row-constants.ts'
import type { RowStatement } from './row-statement.ts'
import { type ResultSet, status } from './result-set.ts'
import type { Execution } from './session.ts'
import { SqlError } from './sql-error.ts'

type Of<Kind extends RowStatement['kind']> = Extract<RowStatement, { kind: Kind }>

/** Does what a statement says to rows: all of it, durably, or nothing. @throws SqlError */
export function executeRowStatement(execution: Execution, statement: RowStatement): ResultSet {
  const given = execution.bindings.length
  if (given > statement.binds) {
    const message = `SQL compilation error:\n${given} bind values for ${statement.binds} bind variables.`
    throw new SqlError('002049', '42601', message)
  }
  switch (statement.kind) {
    case 'insert':
      return insert(execution, statement)
    case 'delete':
      return remove(execution, statement)
    case 'update':
      return update(execution, statement)
    case 'truncate':
      return truncate(execution, statement)
    case 'select rows':
      return selectRows(execution, statement)
  }
}

function insert(execution: Execution, { path, columns: named, from }: Of<'insert'>): ResultSet {
  const table = requireTable(execution, path, 'INSERT')
  const targets = named ? indexesOf(table, named) : table.columns.map((_, index) => index)
  const batches = insertedBatches(execution, from)
  requireWarehouse(execution)
  const count = batches.reduce((sum, batch) => sum + batch.rows.length, 0)
  requireRoom(table, execution.rows.read(table.id).length + count)
  requireMakeable(count, table.columns.length)
  const fits = createRoom(table.name, execution.rows.read(table.id))
  const rows = batches.flatMap((batch) => {
    const stores = storesInto(table, targets, batch.values)
    return batch.rows.map((row) => fits(stores.map((store) => store(row))))
  })
  execution.rows.append(table.id, rows)
  return changed('inserted', { numRowsInserted: rows.length })
}

function remove(execution: Execution, { path, where }: Of<'delete'>): ResultSet {
  const table = requireTable(execution, path, 'DELETE')
  const matches = compileCondition(where, scopeOf(execution, table))
  requireWarehouse(execution)
  const before = execution.rows.read(table.id)
  const left = before.filter((row) => !matches(row))
  if (left.length < before.length) execution.rows.replace(table.id, left)
  return changed('deleted', { numRowsDeleted: before.length - left.length })
}

function update(execution: Execution, { path, set, where }: Of<'update'>): ResultSet {
  const table = requireTable(execution, path, 'UPDATE')
  const scope = scopeOf(execution, table)
  const targets = indexesOf(
    table,
    set.map(({ column }) => column),
  )
  const given = new Map(set.map(({ expression }, at) => [targets[at], compileExpression(expression, scope)]))
  const matches = compileCondition(where, scope)
  requireWarehouse(execution)
  const columns = columnsOf(table)
  const stores = columns.map((column, index) => {
    const value = given.get(index)
    return value ? storeInto(column, recordAt(table, index), value) : (row: Row) => row[index] ?? null
  })
  const fits = createRoom(table.name, [])
  let updated = 0
  const rows = execution.rows.read(table.id).map((row) => {
    if (!matches(row)) return fits(row)
    updated += 1
    return fits(stores.map((store) => store(row)))
  })
  if (updated > 0) execution.rows.replace(table.id, rows)
  return {
    columns: ['number of rows updated', 'number of multi-joined rows updated'].map((name) => ({ name, type: 'fixed' })),
    rows: [[String(updated), '0']],
    stats: { ...NO_CHANGES, numRowsUpdated: updated },
  }
}

function truncate(execution: Execution, { path, ifExists }: Of<'truncate'>): ResultSet {
  const table = ifExists ? tableIfThere(execution, path) : requireTable(execution, path, 'TRUNCATE')
  if (table && execution.rows.read(table.id).length > 0) execution.rows.replace(table.id, [])
  return status()
}

function selectRows(execution: Execution, { query }: Of<'select rows'>): ResultSet {
  const { columns, rows } = answer(execution, query)
  requireSendable(rows)
  return { columns: columns.map(({ name, type, scale }) => ({ name, type, scale })), rows: rows.map((row) => [...row]) }
}

/** @throws SqlError for what may not be read, or is more than an answer can hold */
function answer(execution: Execution, query: RowQuery): Rows {
  const { source } = query
  const environment = environmentOf(execution)
  if (source.kind === 'values') return runQuery(query, valueRows(source.rows, environment), environment)
  const table = requireTable(execution, source.path, 'SELECT')
  const from = { columns: columnsOf(table), rows: execution.rows.read(table.id) }
  requireWarehouse(execution)
  return runQuery(query, from, environment)
}

interface Batch {
  values: readonly Compiled[]
  rows: readonly Row[]
}

/** Every row of VALUES has expressions of its own; those of a query share them. */
function insertedBatches(execution: Execution, from: Of<'insert'>['from']): Batch[] {
  if (from.kind === 'values') {
    const scope: Scope = { columns: [], qualifier: null, ...environmentOf(execution) }
    return from.rows.map((row) => {
      row.forEach(refuseCalls)
      return { values: row.map((expression) => compileExpression(expression, scope)), rows: [[]] }
    })
  }
  const { columns, rows } = answer(execution, from.query)
  const values = columns.map(({ type, scale }, index): Compiled => ({ type, scale, of: (row) => row[index] ?? null }))
  return [{ values, rows }]
}

/** For every column of the table: where its cell of a new row comes from. */
function storesInto(table: TableRecord, targets: readonly number[], values: readonly Compiled[]) {
  if (values.length !== targets.length) {
    const message = `SQL compilation error:\nInsert value list does not match column list expecting ${targets.length} but got ${values.length}`
    throw new SqlError('002020', '21S01', message)
  }
  const given = new Map(targets.map((target, index) => [target, values[index]]))
  return columnsOf(table).map((column: RowColumn, index) =>
    storeInto(column, recordAt(table, index), given.get(index) ?? NOTHING),
  )
}

const NOTHING: Compiled = { type: 'text', untyped: true, of: (): Cell => null }

function scopeOf(execution: Execution, table: TableRecord): Scope {
  return { columns: columnsOf(table), qualifier: table.name, ...environmentOf(execution) }
}

/** Which columns a statement names, each once. */
function indexesOf(table: TableRecord, names: readonly string[]): number[] {
  const places = new Map(table.columns.map(({ name }, index) => [name, index]))
  const indexes = names.map((name) => {
    const index = places.get(name)
    if (index !== undefined) return index
    throw new SqlError('000904', '42000', `SQL compilation error:\ninvalid identifier '${name.slice(0, 128)}'`)
  })
  if (new Set(indexes).size === indexes.length) return indexes
  throw new SqlError('002025', '42S21', 'SQL compilation error:\nduplicate column name in the list of columns')
}

function recordAt(table: TableRecord, index: number): ColumnRecord {
  const record = table.columns[index]
  if (!record) throw new Error(`a table has no column ${index}`)
  return record
}

function tableIfThere(execution: Execution, path: readonly string[]): TableRecord | null {
  try {
    return requireTable(execution, path, 'TRUNCATE')
  } catch (error) {
    if (error instanceof SqlError && error.code === '002003') return null
    throw error
  }
}

function requireRoom({ name }: TableRecord, count: number): void {
  const most = assumptions.mostRowsOfTable.value
  if (count > most)
    throw new SqlError('000002', '54000', `Table ${name} would have ${count} rows; the emulator keeps ${most}.`)
}

function requireSendable(rows: readonly Row[]): void {
  const most = assumptions.longestResult.value
  let characters = 0
  for (const cell of rows.flat()) characters += (cell?.length ?? 4) + 3
  if (characters <= most) return
  throw new SqlError(
    '391908',
    '54000',
    `Result set is too large to be sent: ${characters} characters, the most is ${most}.`,
  )
}

const NO_CHANGES = { numRowsInserted: 0, numRowsUpdated: 0, numRowsDeleted: 0, numDuplicateRowsUpdated: 0 }

function changed(what: 'inserted' | 'deleted', stats: Partial<typeof NO_CHANGES>): ResultSet {
  const count = stats.numRowsInserted ?? stats.numRowsDeleted ?? 0
  return {
    columns: [{ name: `number of rows ${what}`, type: 'fixed' }],
    rows: [[String(count)]],
    stats: { ...NO_CHANGES, ...stats },
  }
}
