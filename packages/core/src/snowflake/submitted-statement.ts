import { SqlError } from './sql-error.ts'
import type { SqlResult, StatementResults } from './statement-results.ts'

/** A statement that runs in Snowflake on its own. Whoever knows the handle, and is the same user, can ask for it later. */
export interface SubmittedStatement {
  handle: string
  /** One look at it; `failed` also when it was cancelled or timed out. */
  status(signal?: AbortSignal): Promise<'running' | 'succeeded' | 'failed'>
  /**
   * Waits for the end and gives the result of every statement that was sent. Aborting ends the wait and leaves the
   * statement alone.
   *
   * @throws SqlError when it failed, was cancelled, or is not known (any more)
   */
  results(signal?: AbortSignal): Promise<SqlResult[]>
  /** Gives whether it was stopped: false when it had ended before. */
  cancel(): Promise<boolean>
}

/** Snowflake does not know the handle, or it belongs to somebody else (source: snowflake docs, sql-api/reference). */
const UNKNOWN_STATEMENT = '000709'

export function createSubmittedStatement(handle: string, results: StatementResults): SubmittedStatement {
  return {
    handle,
    async status(signal) {
      try {
        return (await results.look(handle, signal)) === null ? 'running' : 'succeeded'
      } catch (error) {
        const hasFailed = error instanceof SqlError && error.code !== UNKNOWN_STATEMENT
        if (hasFailed && (error.httpStatus === 422 || error.httpStatus === 408)) return 'failed'
        throw error
      }
    },
    results: async (signal) => results.readAll(await results.wait(handle, signal), signal),
    cancel: () => results.cancel(handle),
  }
}
