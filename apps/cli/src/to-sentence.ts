import { SqlError } from '@coco/core/snowflake/sql-error'

/** What a person reads when a command fails: the sentence, for Snowflake's refusals with its code and where it points. */
export function toSentence(error: unknown): string {
  if (error instanceof SqlError) return describeSqlError(error)
  if (error instanceof Error) return error.message
  return String(error)
}

function describeSqlError(error: SqlError): string {
  const details = [
    error.code && `code ${error.code}`,
    error.sqlState && `SQLSTATE ${error.sqlState}`,
    error.line !== null && `line ${error.line}, position ${error.position}`,
  ].filter((detail) => typeof detail === 'string')
  return details.length === 0 ? error.message : `${error.message}\n(${details.join(', ')})`
}
