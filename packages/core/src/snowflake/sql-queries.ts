import type { SqlBinding } from './bind-values.ts'
import type { SqlValue } from './decode-row.ts'
import { quoteIdentifier } from './identifier.ts'
import type { ExecuteOptions, SqlClient } from './sql-client.ts'
import { SqlError } from './sql-error.ts'
import type { SqlResult } from './statement-results.ts'

export type SqlRecord = Record<string, SqlValue>

/** What one INSERT carries; more rows become several. A statement with its values may have 1 MB in Snowflake. */
const MAX_BINDINGS = 10_000
const MAX_CHARACTERS = 800_000
/** Snowflake takes at most so many rows after VALUES (source: snowflake docs, insert). */
const MAX_ROWS = 16_384

/** The short ways to ask, over `execute`. All take `?` for values, so that no value becomes part of a statement's text. */
export function createSqlQueries({ execute }: Pick<SqlClient, 'execute'>) {
  /** The rows under their columns' names. @throws SqlError when two columns have one name: give one an alias */
  async function query(sql: string, bindings: readonly SqlBinding[] = [], execution: ExecuteOptions = {}) {
    return toRecords(await execute(sql, { ...execution, bindings }))
  }

  /** The only row, or null when there is none. @throws SqlError when there are more */
  async function queryOne(sql: string, bindings: readonly SqlBinding[] = [], execution: ExecuteOptions = {}) {
    const [row = null, ...others] = await query(sql, bindings, execution)
    if (others.length === 0) return row
    throw new SqlError(`One row was asked for and ${others.length + 1} came. Add a condition, or LIMIT 1.`)
  }

  /** The first column of every row. */
  async function queryColumn(sql: string, bindings: readonly SqlBinding[] = [], execution: ExecuteOptions = {}) {
    const { rows } = await execute(sql, { ...execution, bindings })
    return rows.map(([value = null]) => value)
  }

  /** The first column of the only row; null when there is no row. @throws SqlError when there are more */
  async function queryScalar(sql: string, bindings: readonly SqlBinding[] = [], execution: ExecuteOptions = {}) {
    const [value = null, ...others] = await queryColumn(sql, bindings, execution)
    if (others.length === 0) return value
    throw new SqlError(`One value was asked for and ${others.length + 1} rows came. Add a condition, or LIMIT 1.`)
  }

  /** Runs a statement for what it does and gives how many rows it inserted, updated and deleted. */
  async function change(sql: string, bindings: readonly SqlBinding[] = [], execution: ExecuteOptions = {}) {
    return rowsAffected(await execute(sql, { ...execution, bindings }))
  }

  /**
   * Inserts rows, in as many statements as their number needs, and gives how many were inserted.
   *
   * @param table its name in parts, case as in Snowflake: `['DB', 'PUBLIC', 'T']`
   * @throws SqlError from the statement that failed; it says how many rows were in before, because they stay
   */
  async function insertMany(
    table: readonly string[],
    columns: readonly string[],
    rows: readonly (readonly SqlBinding[])[],
    execution: ExecuteOptions = {},
  ): Promise<number> {
    const head = `INSERT INTO ${table.map(quoteIdentifier).join('.')} (${columns.map(quoteIdentifier).join(', ')}) VALUES `
    const uneven = rows.findIndex((row) => row.length !== columns.length)
    if (columns.length === 0) throw new RangeError('Name the columns that the rows have values for.')
    if (uneven !== -1) {
      throw new RangeError(`Row ${uneven + 1} has ${rows[uneven]?.length ?? 0} values for ${columns.length} columns.`)
    }
    const places = `(${columns.map(() => '?').join(', ')})`
    let inserted = 0
    for (const batch of cutIntoBatches(rows)) {
      const sql = head + batch.map(() => places).join(', ')
      try {
        inserted += rowsAffected(await execute(sql, { ...execution, bindings: batch.flat() }))
      } catch (error) {
        throw error instanceof SqlError && inserted > 0 ? afterOthers(error, inserted) : error
      }
    }
    return inserted
  }

  return { query, queryOne, queryColumn, queryScalar, change, insertMany }
}

function* cutIntoBatches(rows: readonly (readonly SqlBinding[])[]): Generator<(readonly SqlBinding[])[]> {
  let batch: (readonly SqlBinding[])[] = []
  let characters = 0
  for (const row of rows) {
    const length = row.reduce<number>((sum, value) => sum + lengthOf(value), 0)
    const isFull =
      batch.length >= MAX_ROWS || (batch.length + 1) * row.length > MAX_BINDINGS || characters + length > MAX_CHARACTERS
    if (isFull && batch.length > 0) {
      yield batch
      batch = []
      characters = 0
    }
    batch.push(row)
    characters += length
  }
  if (batch.length > 0) yield batch
}

/** About what a value takes in the request, its own frame included. */
function lengthOf(value: SqlBinding): number {
  if (typeof value === 'string') return 40 + value.length
  if (value instanceof Uint8Array) return 40 + 2 * value.length
  return value !== null && typeof value === 'object' && 'value' in value ? 40 + (value.value?.length ?? 0) : 60
}

function toRecords({ columns, rows }: SqlResult): SqlRecord[] {
  const names = columns.map(({ name }) => name)
  const double = names.find((name, index) => names.indexOf(name) !== index)
  if (double !== undefined) {
    throw new SqlError(
      `Two columns of the result are called ${double}, and a record holds one. Give one an alias with AS.`,
    )
  }
  return rows.map((row) => Object.fromEntries(row.map((value, index) => [names[index] ?? '', value])))
}

/** From `stats`, or from the columns in which DML answers (source: snowflake docs, insert, update, merge, delete). */
function rowsAffected({ stats, columns, rows }: SqlResult): number {
  const counts = stats
    ? [stats.numRowsInserted, stats.numRowsUpdated, stats.numRowsDeleted]
    : columns.map(({ name }, index) =>
        /^number of rows (?:inserted|updated|deleted)$/i.test(name) ? rows[0]?.[index] : 0,
      )
  return counts.reduce<number>((sum, count) => sum + (Number(count ?? 0) || 0), 0)
}

function afterOthers(error: SqlError, inserted: number): SqlError {
  const { code, sqlState, httpStatus, statementHandle } = error
  const message = `After ${inserted} rows, which stay: ${error.message}`
  return new SqlError(message, { code, sqlState, httpStatus, statementHandle }, { cause: error })
}
