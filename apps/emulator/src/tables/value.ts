/** The types a cell can have, as the SQL API names them. */
export type ValueType =
  | 'text'
  | 'fixed'
  | 'real'
  | 'boolean'
  | 'binary'
  | 'date'
  | 'time'
  | 'timestamp_ntz'
  | 'timestamp_ltz'
  | 'timestamp_tz'
  | 'array'
  | 'object'
  | 'variant'

/**
 * A cell, in the form in which the SQL API sends it and in which it is kept: decimals as digits, binary as hexadecimal digits,
 * a date as days, a time as seconds since midnight and a timestamp as seconds with nine decimals since 1970, semi-structured values as JSON, null as null.
 */
export type Cell = string | null

/** The cells of one row, in the order of the table's columns. */
export type Row = readonly Cell[]

/** A column as rows are read and written through it. `scale` counts the decimals of a NUMBER. */
export interface RowColumn {
  name: string
  type: ValueType
  scale: number
  nullable: boolean
}

/** The longest text, in characters (snowflake docs: data-types-text). */
export const LONGEST_TEXT = 16_777_216

export interface TypedCell {
  type: ValueType
  value: Cell
}

const SQL_NAMES: Record<ValueType, string> = {
  text: 'VARCHAR',
  fixed: 'NUMBER',
  real: 'FLOAT',
  boolean: 'BOOLEAN',
  binary: 'BINARY',
  date: 'DATE',
  time: 'TIME',
  timestamp_ntz: 'TIMESTAMP_NTZ',
  timestamp_ltz: 'TIMESTAMP_LTZ',
  timestamp_tz: 'TIMESTAMP_TZ',
  array: 'ARRAY',
  object: 'OBJECT',
  variant: 'VARIANT',
}

/** The type as messages spell it. */
export const sqlTypeName = (type: ValueType): string => SQL_NAMES[type]

/** Names under which a statement may ask for a type (snowflake docs: intro-summary-data-types), each with its type. */
export const typesByName = new Map<string, ValueType>(
  (
    [
      ['text', 'TEXT VARCHAR STRING CHAR CHARACTER'],
      ['fixed', 'NUMBER DECIMAL NUMERIC INT INTEGER BIGINT SMALLINT'],
      ['real', 'FLOAT DOUBLE REAL'],
      ['boolean', 'BOOLEAN'],
      ['binary', 'BINARY VARBINARY'],
      ['date', 'DATE'],
      ['time', 'TIME'],
      ['timestamp_ntz', 'TIMESTAMP_NTZ TIMESTAMP DATETIME'],
      ['timestamp_ltz', 'TIMESTAMP_LTZ'],
      ['timestamp_tz', 'TIMESTAMP_TZ'],
      ['array', 'ARRAY'],
      ['object', 'OBJECT'],
      ['variant', 'VARIANT'],
    ] as const
  ).flatMap(([type, names]) => names.split(' ').map((name): [string, ValueType] => [name, type])),
)

export const isSemiStructured = (type: ValueType): boolean =>
  type === 'array' || type === 'object' || type === 'variant'
