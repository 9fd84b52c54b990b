import { compareCells } from '../tables/compare-cells.ts'
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

/**
 * A filter of a Cortex Search query as a test of rows (snowflake docs: query-cortex-search-service, filter syntax).
 * @throws FilterError for an operator that is unknown, a column that is no attribute, a value that does not fit it
 */
export function compileFilter(filter: unknown, columns: Columns): Test {
  let conditions = 0
  return compile(filter, 1)

  function compile(condition: unknown, depth: number): Test {
    conditions += 1
    if (depth > DEEPEST || conditions > MOST_CONDITIONS) throw new FilterError('the filter has too many conditions')
    const [operator, operand] = single(condition, 'a condition')
    switch (operator) {
      case '@and':
      case '@or': {
        const tests = list(operand).map((inner) => compile(inner, depth + 1))
        if (tests.length === 0) throw new FilterError(`${operator} needs at least one condition`)
        return operator === '@and'
          ? (row) => tests.every((test) => test(row))
          : (row) => tests.some((test) => test(row))
      }
      case '@not': {
        const test = compile(operand, depth + 1)
        return (row) => !test(row)
      }
      case '@eq':
        return compileOrder(operand, columns, (order) => order === 0)
      case '@gte':
        return compileRange(operand, columns, (order) => order >= 0)
      case '@lte':
        return compileRange(operand, columns, (order) => order <= 0)
      case '@contains':
        return compileContains(operand, columns)
      case '@primarykey':
        return compilePrimaryKey(operand, columns)
      default:
        throw new FilterError(`unknown operator ${operator.slice(0, 64)}`)
    }
  }
}

function compileOrder(operand: unknown, columns: Columns, holds: (order: number) => boolean): Test {
  const [name, value] = single(operand, 'a comparison')
  return compareWith(attribute(name, columns), value, columns, holds)
}

function compileRange(operand: unknown, columns: Columns, holds: (order: number) => boolean): Test {
  const [name] = single(operand, 'a comparison')
  const { type } = attribute(name, columns)
  if (type === 'text' || type === 'boolean')
    throw new FilterError(`column ${name.slice(0, 64)} has no order to filter by`)
  return compileOrder(operand, columns, holds)
}

function compileContains(operand: unknown, columns: Columns): Test {
  const [name, value] = single(operand, '@contains')
  const column = attribute(name, columns)
  if (column.type !== 'array') throw new FilterError(`column ${name.slice(0, 64)} is no array`)
  if (typeof value === 'object') throw new FilterError('@contains takes a single value')
  const index = columns.all.indexOf(column)
  const wanted = JSON.stringify(value)
  return (row) => {
    const cell = row[index] ?? null
    return cell !== null && arrayElements(cell).includes(wanted)
  }
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
  const { type, name } = column
  const fits =
    typeof value === 'string' ||
    (typeof value === 'number' && (type === 'fixed' || type === 'real')) ||
    (typeof value === 'boolean' && type === 'boolean')
  if (!fits || isSemiStructured(type)) throw new FilterError(`the value for column ${name} does not fit its type`)
  const wanted = toCell(column, String(value))
  const index = columns.all.indexOf(column)
  return (row) => {
    const cell = row[index] ?? null
    return cell !== null && holds(compareCells(type, cell, wanted))
  }
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
