import { cellKey, compareCells } from '../tables/compare-cells.ts'
import { conversion } from '../tables/convert-cell.ts'
import { arrayElements } from '../tables/json-cell.ts'
import { type Row, type RowColumn, isSemiStructured } from '../tables/value.ts'
import { SqlError } from '../sql/sql-error.ts'

/** Conditions inside conditions, and how many of them there are at most. */
const DEEPEST = 16
const MOST_CONDITIONS = 1_000

/** A filter that cannot be honoured, with what is wrong with it. */
export class FilterError extends Error {
  override name = 'FilterError'
}

interface Columns {
  /** Of the table, in the order of its cells. */
  all: readonly RowColumn[]
  attributes: readonly string[]
  primaryKey: readonly string[]
}

type Test = (row: Row) => boolean

/** A condition; one that looks for a single value says where and which, so that several are looked for at once. */
interface Condition {
  test: Test
  sought?: { kind: '@eq' | '@contains'; column: RowColumn; key: string }
}

/**
 * A filter of a Cortex Search query as a test of rows (snowflake docs: query-cortex-search-service, filter syntax).
 * @throws FilterError for an operator that is unknown, a column that is no attribute, a value that does not fit it
 */
export function compileFilter(filter: unknown, columns: Columns): Test {
  let conditions = 0
  const keysOf = createKeys(columns)
  return compile(filter, 1).test

  function seek(kind: '@eq' | '@contains', column: RowColumn, key: string): Condition {
    return { test: (row) => keysOf(row, kind, column).has(key), sought: { kind, column, key } }
  }

  function compile(condition: unknown, depth: number): Condition {
    conditions += 1
    if (depth > DEEPEST || conditions > MOST_CONDITIONS) throw new FilterError('the filter has too many conditions')
    const [operator, operand] = single(condition, 'a condition')
    switch (operator) {
      case '@and':
      case '@or': {
        const inner = list(operand).map((one) => compile(one, depth + 1))
        if (inner.length === 0) throw new FilterError(`${operator} needs at least one condition`)
        if (operator === '@and') return { test: (row) => inner.every(({ test }) => test(row)) }
        const tests = soughtTogether(inner, keysOf)
        return { test: (row) => tests.some((test) => test(row)) }
      }
      case '@not': {
        const { test } = compile(operand, depth + 1)
        return { test: (row) => !test(row) }
      }
      case '@eq':
        return seek('@eq', ...equalTo(operand, columns))
      case '@gte':
        return { test: compileRange(operand, columns, (order) => order >= 0) }
      case '@lte':
        return { test: compileRange(operand, columns, (order) => order <= 0) }
      case '@contains':
        return seek('@contains', ...containing(operand, columns))
      case '@primarykey':
        return { test: compilePrimaryKey(operand, columns) }
      default:
        throw new FilterError(`unknown operator ${operator.slice(0, 64)}`)
    }
  }
}

/** The keys of a row's cell: that of its value, or of each element of an ARRAY. A row is taken apart once, not once a condition. */
type Keys = (row: Row, kind: '@eq' | '@contains', column: RowColumn) => ReadonlySet<string>

function createKeys({ all }: Columns): Keys {
  const places = new Map(all.map((column, index) => [column, index]))
  let last: { row: Row; keys: Map<RowColumn, ReadonlySet<string>> } | null = null
  return (row, kind, column) => {
    if (last?.row !== row) last = { row, keys: new Map() }
    const known = last.keys.get(column)
    if (known) return known
    const cell = row[places.get(column) ?? -1] ?? null
    const keys = new Set(cell === null ? [] : kind === '@eq' ? [cellKey(column.type, cell)] : arrayElements(cell))
    last.keys.set(column, keys)
    return keys
  }
}

/** What is sought in one column by several conditions, any of which may hold, is one condition. */
function soughtTogether(conditions: readonly Condition[], keysOf: Keys): Test[] {
  const tests: Test[] = []
  const wanted = new Map<RowColumn, { kind: '@eq' | '@contains'; keys: Set<string> }>()
  for (const { test, sought } of conditions) {
    if (!sought) {
      tests.push(test)
      continue
    }
    const { kind, column, key } = sought
    const known = wanted.get(column)
    if (known) known.keys.add(key)
    else wanted.set(column, { kind, keys: new Set([key]) })
  }
  const together = [...wanted].map(
    ([column, { kind, keys }]): Test =>
      (row) =>
        [...keysOf(row, kind, column)].some((key) => keys.has(key)),
  )
  return [...together, ...tests]
}

/** @returns the column and the key of the one value that is let through */
function equalTo(operand: unknown, columns: Columns): [RowColumn, string] {
  const [name, value] = single(operand, 'a comparison')
  const column = attribute(name, columns)
  return [column, cellKey(column.type, wantedCell(column, value))]
}

function containing(operand: unknown, columns: Columns): [RowColumn, string] {
  const [name, value] = single(operand, '@contains')
  const column = attribute(name, columns)
  if (column.type !== 'array') throw new FilterError(`column ${name.slice(0, 64)} is no array`)
  if (typeof value === 'object') throw new FilterError('@contains takes a single value')
  return [column, JSON.stringify(value)]
}

function compileRange(operand: unknown, columns: Columns, holds: (order: number) => boolean): Test {
  const [name, value] = single(operand, 'a comparison')
  const { type } = attribute(name, columns)
  if (type === 'text' || type === 'boolean')
    throw new FilterError(`column ${name.slice(0, 64)} has no order to filter by`)
  return compareWith(attribute(name, columns), value, columns, holds)
}

/** Every column of the key with its value. */
function compilePrimaryKey(operand: unknown, columns: Columns): Test {
  const { primaryKey } = columns
  const given = record(operand)
  if (primaryKey.length === 0 || Object.keys(given).length !== primaryKey.length) {
    throw new FilterError('@primarykey takes the columns of the primary key, all of them')
  }
  const tests = primaryKey.map((name) => {
    const column = columns.all.find((candidate) => candidate.name === name)
    if (!column || !Object.hasOwn(given, name)) throw new FilterError(`@primarykey lacks column ${name}`)
    return compareWith(column, given[name], columns, (order) => order === 0)
  })
  return (row) => tests.every((test) => test(row))
}

function compareWith(column: RowColumn, value: unknown, columns: Columns, holds: (order: number) => boolean): Test {
  const { type } = column
  const wanted = wantedCell(column, value)
  const index = columns.all.indexOf(column)
  return (row) => {
    const cell = row[index] ?? null
    return cell !== null && holds(compareCells(type, cell, wanted))
  }
}

/** @throws FilterError for a value that does not fit the column */
function wantedCell(column: RowColumn, value: unknown): string {
  const { type, name } = column
  const fits =
    typeof value === 'string' ||
    (typeof value === 'number' && (type === 'fixed' || type === 'real')) ||
    (typeof value === 'boolean' && type === 'boolean')
  if (!fits || isSemiStructured(type)) throw new FilterError(`the value for column ${name} does not fit its type`)
  return toCell(column, String(value))
}

function toCell({ type, name }: RowColumn, text: string): string {
  try {
    return conversion('text', type, false)?.(text) ?? text
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    throw new FilterError(`the value for column ${name} does not fit its type`, { cause: error })
  }
}

/** Only ATTRIBUTES can be filtered by; a name is taken as it is written, else in capitals. */
function attribute(name: string, { all, attributes }: Columns): RowColumn {
  const known = [name, name.toUpperCase()].find((candidate) => attributes.includes(candidate))
  const column = all.find((candidate) => candidate.name === known)
  if (!column) throw new FilterError(`column ${name.slice(0, 64)} is not among the ATTRIBUTES of the service`)
  return column
}

function single(value: unknown, what: string): [key: string, value: unknown] {
  const [entry, ...more] = Object.entries(record(value))
  if (!entry || more.length > 0) throw new FilterError(`${what} is an object with exactly one key`)
  return entry
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FilterError('a condition must be an object')
  }
  return { ...value }
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new FilterError('@and and @or take a list of conditions')
  return value
}
