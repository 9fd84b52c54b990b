export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text or number field as text; '' when it is anything else. Snowflake writes codes as strings and as numbers. */
export function textField(record: Record<string, unknown>, name: string): string {
  const value = record[name]
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : ''
}
