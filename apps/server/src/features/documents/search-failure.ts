import { CortexError } from '@coco/core/cortex/cortex-error'
import { SqlError } from '@coco/core/snowflake/sql-error'
import { AppError } from '../../platform/app-error.ts'

/** What Snowflake refused while documents were searched, in our words. @throws always */
export function throwSearchFailure(error: unknown): never {
  if (!(error instanceof CortexError || error instanceof SqlError)) throw error
  const sentence = 'The documents could not be searched. Please try again.'
  throw new AppError('search_failed', sentence, { cause: error, retryAfterMs: 5_000 })
}
