/**
 * A name as SQL may hold it, whatever it consists of: in double quotes, inner quotes doubled. Quoted names keep their case,
 * so `COCO_TENANT_ALPHA` must be given in capitals (source: snowflake docs, identifiers-syntax).
 *
 * @throws Error for what no identifier can be: empty, longer than 255 characters, or with a NUL
 */
export function quoteIdentifier(name: string): string {
  if (name === '' || name.length > 255 || name.includes('\0')) {
    throw new Error(`${JSON.stringify(name.slice(0, 40))} cannot be the name of a Snowflake object.`)
  }
  return `"${name.replaceAll('"', '""')}"`
}

/** A text as a SQL literal: in single quotes, quotes and backslashes escaped (source: snowflake docs, data-types-text). */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
