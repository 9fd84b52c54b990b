import type { ErrorCode } from '@coco/shared/error-codes'

/** How a limit stands after a call. */
export interface LimitState {
  limit: number
  windowMs: number
  /** Calls that may still be made at once. */
  remaining: number
  /** Until one more is free. */
  resetMs: number
}

export interface AppErrorDetails {
  /** When it is worth trying again; told in whole milliseconds, rounded up. */
  retryAfterMs?: number
  /** The SQL that would allow what was refused: only for those who may see it. */
  fix?: string
  /** The limit that was met. */
  limit?: LimitState
  cause?: unknown
}

/**
 * What cannot continue. `message` is a sentence for a person; a cause is for the operator's log and never leaves the
 * process. `trpc/error-codes.ts` says which HTTP status and tRPC code each `code` becomes.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly retryAfterMs: number | undefined
  readonly fix: string | undefined
  readonly limit: LimitState | undefined

  constructor(code: ErrorCode, message: string, details: AppErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'AppError'
    this.code = code
    this.retryAfterMs = details.retryAfterMs === undefined ? undefined : Math.ceil(details.retryAfterMs)
    this.fix = details.fix
    this.limit = details.limit
  }
}
