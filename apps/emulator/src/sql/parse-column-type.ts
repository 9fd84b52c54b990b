import type { ColumnRecord, ColumnType } from '../objects/object-records.ts'
import { LONGEST_TEXT } from '../tables/value.ts'
import type { TokenReader } from './token-reader.ts'

type TypeOfColumn = Pick<ColumnRecord, 'type' | 'length' | 'precision' | 'scale'>

const MOST_DIGITS = 38
/** Times are kept to the nanosecond, whatever fewer digits would say, so that only this many may be asked for. */
const TIME_DIGITS = 9
/** A BINARY is kept as it is, whatever shorter length it would be given, so that only the longest may be asked for (bytes). */
const LONGEST_BINARY = 8_388_608

/** The names a type goes by (snowflake docs: intro-summary-data-types). Whole-number types take no digits. */
const NAMES: Readonly<Record<string, ColumnType | 'INTEGER' | 'CHARACTER'>> = {
  VARCHAR: 'TEXT',
  STRING: 'TEXT',
  TEXT: 'TEXT',
  NVARCHAR: 'TEXT',
  CHAR: 'CHARACTER',
  CHARACTER: 'CHARACTER',
  NUMBER: 'NUMBER',
  DECIMAL: 'NUMBER',
  NUMERIC: 'NUMBER',
  INT: 'INTEGER',
  INTEGER: 'INTEGER',
  BIGINT: 'INTEGER',
  SMALLINT: 'INTEGER',
  TINYINT: 'INTEGER',
  BYTEINT: 'INTEGER',
  FLOAT: 'FLOAT',
  FLOAT4: 'FLOAT',
  FLOAT8: 'FLOAT',
  DOUBLE: 'FLOAT',
  REAL: 'FLOAT',
  BOOLEAN: 'BOOLEAN',
  BINARY: 'BINARY',
  VARBINARY: 'BINARY',
  DATE: 'DATE',
  TIME: 'TIME',
  DATETIME: 'TIMESTAMP_NTZ',
  TIMESTAMP: 'TIMESTAMP_NTZ',
  TIMESTAMP_NTZ: 'TIMESTAMP_NTZ',
  TIMESTAMP_LTZ: 'TIMESTAMP_LTZ',
  TIMESTAMP_TZ: 'TIMESTAMP_TZ',
  ARRAY: 'ARRAY',
  VARIANT: 'VARIANT',
  OBJECT: 'OBJECT',
}

/** `VARCHAR(200)`, `NUMBER(10, 2)`, `INT`, `TIMESTAMP_NTZ`, … A type that is not known here is unexpected. */
export function parseColumnType(reader: TokenReader): TypeOfColumn {
  const token = reader.peek()
  const name = token.kind === 'word' && Object.hasOwn(NAMES, token.value) ? NAMES[token.value] : undefined
  if (name === undefined) throw reader.unexpected()
  reader.next()
  const none = { length: null, precision: null, scale: null }
  switch (name) {
    case 'TEXT':
      return { ...none, type: 'TEXT', length: acceptNumbers(reader, [LONGEST_TEXT], 1)[0] ?? LONGEST_TEXT }
    case 'CHARACTER':
      return { ...none, type: 'TEXT', length: acceptNumbers(reader, [LONGEST_TEXT], 1)[0] ?? 1 }
    case 'NUMBER': {
      const [precision = MOST_DIGITS, scale = 0] = acceptNumbers(reader, [MOST_DIGITS, MOST_DIGITS - 1], 1)
      return { ...none, type: 'NUMBER', precision, scale }
    }
    case 'INTEGER':
      return { ...none, type: 'NUMBER', precision: MOST_DIGITS, scale: 0 }
    case 'FLOAT':
      if (token.value === 'DOUBLE') reader.accept('PRECISION')
      return { ...none, type: 'FLOAT' }
    case 'BINARY':
      acceptNumbers(reader, [LONGEST_BINARY], LONGEST_BINARY)
      return { ...none, type: name }
    case 'TIME':
    case 'TIMESTAMP_NTZ':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      acceptNumbers(reader, [TIME_DIGITS], TIME_DIGITS)
      return { ...none, type: name }
    case 'BOOLEAN':
    case 'DATE':
    case 'ARRAY':
    case 'VARIANT':
    case 'OBJECT':
      return { ...none, type: name }
  }
}

/** `(n)` or `(n, m)` if it comes next. @param highest of each number; @param lowest of the first, the second may be 0 */
function acceptNumbers(reader: TokenReader, highest: readonly number[], lowest: number): number[] {
  if (!reader.acceptSymbol('(')) return []
  const numbers: number[] = []
  for (const [index, limit] of highest.entries()) {
    if (index > 0 && !reader.acceptSymbol(',')) break
    const token = reader.peek()
    const value = /^\d{1,9}$/.test(token.text) ? Number(token.text) : Number.NaN
    const first = numbers[0] ?? limit
    if (!(value >= (index === 0 ? lowest : 0) && value <= Math.min(limit, first))) throw reader.unexpected()
    reader.next()
    numbers.push(value)
  }
  reader.expectSymbol(')')
  return numbers
}
