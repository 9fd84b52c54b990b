import { SqlError } from '../sql/sql-error.ts'

/** The one form in which a semi-structured value is kept, so that equal values are equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortKeys(value))
}

/** PARSE_JSON. @throws SqlError for what is no JSON, or nested deeper than a stack can follow */
export function parseJsonCell(text: string): string | null {
  if (text.trim() === '') return null
  try {
    return canonicalJson(JSON.parse(text))
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
    throw new SqlError('100069', '22P02', `Error parsing JSON: ${text.slice(0, 64)}`, { cause: error })
  }
}

/** The elements of an ARRAY cell, each as a VARIANT cell. */
export function arrayElements(cell: string): string[] {
  const value: unknown = JSON.parse(cell)
  return Array.isArray(value) ? value.map((element) => JSON.stringify(element)) : []
}

/** A JSON value as text: a string without its quotes. */
export function printJson(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  )
}
