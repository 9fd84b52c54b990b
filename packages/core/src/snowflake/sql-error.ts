import type { FailedStatement } from './script-failure.ts'

export interface SqlErrorDetails {
  /** Snowflake's code, for example `001003`; null when no Snowflake answered. */
  code?: string | null
  /** For example `42000`. */
  sqlState?: string | null
  httpStatus?: number | null
  statementHandle?: string | null
  /** Of several statements, the one that failed. */
  failedStatement?: FailedStatement | null
}

/** A statement that did not succeed. `message` is Snowflake's own where it sent one. */
export class SqlError extends Error {
  readonly code: string | null
  readonly sqlState: string | null
  readonly httpStatus: number | null
  readonly statementHandle: string | null
  /** Of several statements, the one that failed; those before it were run, those after it were not. */
  readonly failedStatement: FailedStatement | null
  /** Where in the statement, when the message says so; `line` counts from 1, `position` (in that line) from 0. */
  readonly line: number | null
  readonly position: number | null

  constructor(message: string, details: SqlErrorDetails = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SqlError'
    this.code = details.code ?? null
    this.sqlState = details.sqlState ?? null
    this.httpStatus = details.httpStatus ?? null
    this.statementHandle = details.statementHandle ?? null
    this.failedStatement = details.failedStatement ?? null
    const where = /\bline (\d+) at position (\d+)/.exec(message)
    this.line = where ? Number(where[1]) : null
    this.position = where ? Number(where[2]) : null
  }
}
