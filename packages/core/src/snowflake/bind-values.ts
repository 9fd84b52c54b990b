/** A value for a `?`: plain ones choose their own Snowflake type, the rest say it. */
export type SqlBinding =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | Date
  | { type: SqlBindingType; value: string | null }

/** Source: snowflake docs, sql-api/submitting-requests. */
export type SqlBindingType =
  | 'FIXED'
  | 'REAL'
  | 'DECFLOAT'
  | 'TEXT'
  | 'BINARY'
  | 'BOOLEAN'
  | 'DATE'
  | 'TIME'
  | 'TIMESTAMP_NTZ'
  | 'TIMESTAMP_LTZ'
  | 'TIMESTAMP_TZ'

type WireBinding = { type: SqlBindingType; value: string | null }

/** Values in the SQL API's form: keys from "1", every value a string or null, a Date as TIMESTAMP_LTZ in nanoseconds. */
export function bindValues(values: readonly SqlBinding[]): Record<string, WireBinding> {
  return Object.fromEntries(values.map((value, index) => [String(index + 1), bindValue(value)]))
}

function bindValue(value: SqlBinding): WireBinding {
  if (value === null) return { type: 'TEXT', value: null }
  if (typeof value === 'string') return { type: 'TEXT', value }
  if (typeof value === 'boolean') return { type: 'BOOLEAN', value: String(value) }
  if (typeof value === 'bigint') return { type: 'FIXED', value: String(value) }
  if (typeof value === 'number') return { type: Number.isSafeInteger(value) ? 'FIXED' : 'REAL', value: String(value) }
  if (value instanceof Date) return { type: 'TIMESTAMP_LTZ', value: String(BigInt(value.getTime()) * 1_000_000n) }
  if (value instanceof Uint8Array) return { type: 'BINARY', value: Buffer.from(value).toString('hex') }
  return value
}
