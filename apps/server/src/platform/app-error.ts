import type { ErrorCode } from '@coco/shared/error-codes'

export interface AppErrorDetails {
  /** When it is worth trying again. */
  retryAfterMs?: number
  /** The SQL that would allow what was refused: only for those who may see it. */
  fix?: string
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

  constructor(code: ErrorCode, message: string, details: AppErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'AppError'
    this.code = code
    this.retryAfterMs = details.retryAfterMs
    this.fix = details.fix
  }
}
