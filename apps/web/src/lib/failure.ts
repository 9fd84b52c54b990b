import type { AppRouter } from '@coco/server/api'
import type { ErrorCode } from '@coco/shared/error-codes'
import type { FailureEvent } from '@coco/shared/generation-events'
import { TRPCClientError } from '@trpc/client'
import { httpStatusOf } from './reconnect.ts'

/** Why something did not work, as the page tells it. `unreachable` is the browser's own: no answer came at all. */
export interface Failure {
  code: ErrorCode | 'unreachable'
  requestId: string | null
  retryAfterMs: number | null
  /** Our own limit, when that was met: so many calls of the tenant in so much time. */
  limit: { calls: number; windowMs: number } | null
  /** The SQL that would allow what was refused; only for those who may see it. */
  fix: string | null
}

export function failureOfEvent(event: FailureEvent): Failure {
  return {
    code: event.code,
    requestId: event.request_id,
    retryAfterMs: event.retry_after_ms ?? null,
    limit: null,
    fix: event.fix ?? null,
  }
}

/** What a rejected call means. Without the server's own words it is a status, or nobody was there to answer. */
export function failureOfError(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) return { ...SILENCE, code: 'internal' }
  const coco = (error as TRPCClientError<AppRouter>).data?.coco
  if (coco) {
    return {
      code: coco.code,
      requestId: coco.requestId || null,
      retryAfterMs: coco.retryAfterMs ?? null,
      limit: coco.limit ?? null,
      fix: coco.fix ?? null,
    }
  }
  return { ...SILENCE, code: httpStatusOf(error) === 401 ? 'not_signed_in' : 'unreachable' }
}

const SILENCE = { requestId: null, retryAfterMs: null, limit: null, fix: null }
