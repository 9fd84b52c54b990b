import { CortexError } from '@coco/core/cortex/cortex-error'
import { SqlError } from '@coco/core/snowflake/sql-error'
import { AppError } from '../../../platform/app-error.ts'
import { isNotGranted, tablesFix, type Who } from './problem-of.ts'

/**
 * Why Snowflake still has its copy of a document that was to be deleted, and what to do about it.
 * @param who null for a tenant that is no more, or whose role is not known here
 * @param maySeeFix whether the SQL that would allow it may be seen
 */
export function copyFailure(error: unknown, who: Who | null, maySeeFix: boolean): AppError {
  const fix = who !== null && maySeeFix && isNotGranted(error) ? tablesFix(who) : null
  const sentence = `Snowflake did not delete its copy of this document, so it is still here. ${whatToDo(error, who)}`
  return new AppError('search_failed', sentence, {
    cause: error,
    ...(fix === null ? { retryAfterMs: 5_000 } : { fix }),
  })
}

function whatToDo(error: unknown, who: Who | null): string {
  if (who?.place === null || (error instanceof CortexError && error.code === 'search_not_allowed')) {
    return 'The tenant names no place for Cortex Search in tenants.json any more: name it again ("documents"), or delete the document here only.'
  }
  if (isNotGranted(error)) {
    return "Its tenant's role may not delete there, or the table is gone: run the statements, or sql/04_documents.sql again, or delete the document here only."
  }
  return error instanceof SqlError || error instanceof CortexError ? 'Please try again.' : 'Please try again later.'
}
