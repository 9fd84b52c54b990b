import { detail, type ValidationDetail } from './validation-detail.ts'

/** A value as the quickstart's gateway would have taken it, or why it would not. */
export type Read<T> = { value: T } | { problem: ValidationDetail }

interface Range {
  min: number
  max: number
}

/** An integer, or what pydantic's lax mode makes one of: `"12"`, `" 7 "`, `"12.0"`, `12.0`, `true`. */
export function readInteger(input: unknown, loc: string[], range: Range): Read<number> {
  const refuse = (type: string, more = '') => ({
    problem: detail(type, loc, `Input should be a valid integer${more}`, input),
  })
  if (typeof input === 'boolean') return inRange(Number(input), input, loc, range)
  if (typeof input === 'string') {
    const digits = /^\s*([+-]?\d{1,15})(?:\.0*)?\s*$/.exec(input)?.[1]
    if (digits === undefined) return refuse('int_parsing', ', unable to parse string as an integer')
    return inRange(Number(digits), input, loc, range)
  }
  if (typeof input !== 'number') return refuse('int_type')
  if (!Number.isInteger(input)) return refuse('int_from_float', ', got a number with a fractional part')
  return inRange(input, input, loc, range)
}

/** A number, or what pydantic's lax mode makes one of: `"0.5"`, `true`. Never NaN. */
export function readNumber(input: unknown, loc: string[], range: Range): Read<number> {
  if (typeof input === 'boolean') return inRange(Number(input), input, loc, range)
  if (typeof input === 'string') {
    // No two parts of this can match the same digits, or a megabyte of them would take for ever.
    const isDecimal = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?\s*$/i.test(input)
    if (isDecimal) return inRange(Number(input), input, loc, range)
    const msg = 'Input should be a valid number, unable to parse string as a number'
    return { problem: detail('float_parsing', loc, msg, input) }
  }
  if (typeof input !== 'number') return { problem: detail('float_type', loc, 'Input should be a valid number', input) }
  return inRange(input, input, loc, range)
}

function inRange(value: number, input: unknown, loc: string[], { min, max }: Range): Read<number> {
  if (value < min) {
    const msg = `Input should be greater than or equal to ${min}`
    return { problem: detail('greater_than_equal', loc, msg, input, { ge: min }) }
  }
  if (value > max) {
    const msg = `Input should be less than or equal to ${max}`
    return { problem: detail('less_than_equal', loc, msg, input, { le: max }) }
  }
  return { value: value === 0 ? 0 : value }
}
