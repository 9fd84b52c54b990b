import { TRPCClientError } from '@trpc/client'
import type { AppRouter, FailureEvent } from './app-router.ts'
import { CocoError } from './coco-error.ts'

/** Whatever a call threw, as a `CocoError`; useful around `coco.trpc`, whose calls throw tRPC's own errors. */
export function toCocoError(error: unknown): CocoError {
  if (error instanceof CocoError) return error
  return error instanceof TRPCClientError ? fromTrpc(error as TRPCClientError<AppRouter>) : fromPlatform(error)
}

/** The last event of an answer that failed, as an error. */
export function fromFailureEvent(event: FailureEvent): CocoError {
  return new CocoError(event.code, event.message, {
    statusCode: event.status_code,
    requestId: event.request_id,
    retryAfterMs: event.retry_after_ms,
    fix: event.fix,
  })
}

function fromTrpc(error: TRPCClientError<AppRouter>): CocoError {
  const coco = error.data?.coco
  if (coco) return new CocoError(coco.code, coco.message, { ...coco, statusCode: error.data?.httpStatus, cause: error })
  return error.cause instanceof CocoError ? error.cause : fromPlatform(error.cause ?? error)
}

/** What `fetch` and `JSON.parse` throw. A refusal that tRPC could not read is a `TRPCClientError` without a cause. */
function fromPlatform(cause: unknown): CocoError {
  if (cause instanceof SyntaxError || cause instanceof TRPCClientError) {
    return new CocoError('bad_response', 'What answered does not speak as Coco does. Is the URL right?', { cause })
  }
  const late = cause instanceof DOMException && cause.name === 'TimeoutError'
  return new CocoError('network', late ? 'Coco did not answer in time.' : 'Coco could not be reached.', { cause })
}
