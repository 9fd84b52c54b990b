import { SqlError } from '../sql/sql-error.ts'
import { type Compiled, convertTo, type Scope } from './compiled.ts'
import { arrayElements, canonicalJson, parseJsonCell } from './json-cell.ts'
import type { RowExpression } from './row-expression.ts'
import { type Cell, sqlTypeName, type ValueType } from './value.ts'

type Call = Extract<RowExpression, { kind: 'call' }>

interface RowFunction {
  parameters: number
  compile(values: readonly Compiled[], name: string): Compiled
}

/** A function of a row's cells. Aggregates are not here: they stand in a SELECT list and nowhere else. */
export function callFunction(call: Call, values: readonly Compiled[], scope: Scope): Compiled {
  const { name, line, position } = call
  if (isAggregate(name)) {
    const message = `SQL compilation error: error line ${line} at position ${position}\nInvalid aggregate function in this clause: [${name}]`
    throw new SqlError('002073', '42601', message)
  }
  const constant = scope.constants.get(name)
  const known = constant ? { parameters: 0, compile: () => fixedAnswer(constant) } : FUNCTIONS.get(name)
  if (!known || call.distinct || call.star) throw unknownFunction(name)
  if (known.parameters !== ANY_NUMBER && values.length !== known.parameters) {
    const message = `SQL compilation error:\nwrong number of arguments for function [${name}] expected ${known.parameters}, got ${values.length}`
    throw new SqlError('000938', '22023', message)
  }
  return known.compile(values, name)
}

export const isAggregate = (name: string): boolean => ['COUNT', 'MIN', 'MAX', 'SUM'].includes(name)

export function unknownFunction(name: string): SqlError {
  return new SqlError('002140', '42601', `SQL compilation error:\nUnknown function ${name.slice(0, 128)}`)
}

export function invalidArguments(name: string, values: readonly Compiled[]): SqlError {
  const types = values.map(({ type }) => sqlTypeName(type)).join(', ')
  const message = `SQL compilation error:\nInvalid argument types for function '${name}': (${types})`
  return new SqlError('001044', '42P13', message)
}

const ANY_NUMBER = -1

const fixedAnswer = ({ type, value }: { type: ValueType; value: Cell }): Compiled => ({ type, of: () => value })

const FUNCTIONS = new Map<string, RowFunction>([
  ['UPPER', ofText('text', (text) => text.toUpperCase())],
  ['LOWER', ofText('text', (text) => text.toLowerCase())],
  ['LENGTH', ofText('fixed', (text) => String(Array.from(text).length))],
  ['PARSE_JSON', ofText('variant', parseJsonCell)],
  ['TO_VARIANT', { parameters: 1, compile: ([value]) => convertTo(required(value), 'variant', true) }],
  [
    'ARRAY_CONSTRUCT',
    {
      parameters: ANY_NUMBER,
      compile: (values) => {
        const elements = values.map((value) => convertTo(value, 'variant', true))
        return {
          type: 'array',
          of: (row) => canonicalJson(elements.map((element) => JSON.parse(element.of(row) ?? 'null') as unknown)),
        }
      },
    },
  ],
  [
    'ARRAY_SIZE',
    {
      parameters: 1,
      compile: (values, name) => {
        const array = requireType(values, 0, 'array', name)
        return {
          type: 'fixed',
          scale: 0,
          of: (row) => map(array.of(row), (cell) => String(arrayElements(cell).length)),
        }
      },
    },
  ],
  [
    'ARRAY_CONTAINS',
    {
      parameters: 2,
      compile: (values, name) => {
        const element = requireType(values, 0, 'variant', name)
        const array = requireType(values, 1, 'array', name)
        return {
          type: 'boolean',
          of(row) {
            const wanted = element.of(row)
            return wanted === null ? null : map(array.of(row), (cell) => String(arrayElements(cell).includes(wanted)))
          },
        }
      },
    },
  ],
  [
    'COALESCE',
    {
      parameters: ANY_NUMBER,
      compile: (values, name) => {
        if (values.length < 2) throw invalidArguments(name, values)
        const { type } = values.find(({ untyped }) => !untyped) ?? required(values[0])
        const choices = values.map((value) => convertTo(value, type, false))
        return {
          type,
          of(row) {
            for (const choice of choices) {
              const cell = choice.of(row)
              if (cell !== null) return cell
            }
            return null
          },
        }
      },
    },
  ],
])

function ofText(type: ValueType, compute: (text: string) => Cell): RowFunction {
  return {
    parameters: 1,
    compile: ([value]) => {
      const text = convertTo(required(value), 'text', false)
      return { type, ...(type === 'fixed' ? { scale: 0 } : {}), of: (row) => map(text.of(row), compute) }
    },
  }
}

/** Snowflake converts none of these by itself: `'a'` is no VARIANT until it is cast to one. */
function requireType(values: readonly Compiled[], index: number, type: ValueType, name: string): Compiled {
  const value = required(values[index])
  if (value.type !== type && !value.untyped) throw invalidArguments(name, values)
  return value
}

function required(value: Compiled | undefined): Compiled {
  if (!value) throw new Error('the number of arguments was checked')
  return value
}

function map(cell: Cell, compute: (cell: string) => Cell): Cell {
  return cell === null ? null : compute(cell)
}
