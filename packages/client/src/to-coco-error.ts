import { TRPCClientError } from '@trpc/client'
import type { AppRouter } from './app-router.ts'
import { CocoError } from './coco-error.ts'
import type { FailureEvent } from './generation-event.ts'

/**
 * Whatever a call threw, or the `error` event of a stream, as a `CocoError`. Useful around `coco.trpc`, whose calls throw
 * tRPC's own errors.
 */
export function toCocoError(failure: unknown): CocoError {
  if (isFailureEvent(failure)) return fromEvent(failure)
  return failure instanceof TRPCClientError ? fromTrpc(failure as TRPCClientError<AppRouter>) : fromPlatform(failure)
}

function isFailureEvent(value: unknown): value is FailureEvent {
  return (
    typeof value === 'object' && value !== null && 'type' in value && value.type === 'error' && 'status_code' in value
  )
}

function fromEvent(event: FailureEvent): CocoError {
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
  // A response that could be read to its end, and was not tRPC's.
  return error.meta?.['response'] ? badResponse(error) : fromPlatform(error.cause)
}

/** What `fetch` and the reading of its body throw. */
function fromPlatform(cause: unknown): CocoError {
  if (cause instanceof CocoError) return cause
  if (cause instanceof SyntaxError) return badResponse(cause)
  const isLate = cause instanceof DOMException && cause.name === 'TimeoutError'
  return new CocoError('network', isLate ? 'Coco did not answer in time.' : 'Coco could not be reached.', { cause })
}

function badResponse(cause: unknown) {
  return new CocoError('bad_response', 'What answered does not speak as Coco does. Is the URL right?', { cause })
}
