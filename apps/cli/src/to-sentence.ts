import type { FailedStatement } from '@coco/core/snowflake/script-failure'
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
  const sentences = [error.failedStatement && nameStatement(error.failedStatement), error.message]
  if (details.length > 0) sentences.push(`(${details.join(', ')})`)
  return sentences.filter((sentence) => sentence !== null).join('\n')
}

function nameStatement({ text, line, position }: FailedStatement): string {
  const flat = text.replace(/\s+/g, ' ')
  return `Failed at "${flat}" (line ${line}, position ${position}). The statements before it were run, those after it were not.`
}
