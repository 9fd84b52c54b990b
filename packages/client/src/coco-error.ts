import type { ErrorCode } from './generation-event.ts'
import type { ErrorData } from './error-shape.ts'

/**
 * The server's own codes, and two that only a caller can know: `network` (not reached, or cut and not resumed in time)
 * and `bad_response` (what answered does not speak as Coco does: a proxy, another service, a wrong URL).
 */
export type CocoErrorCode = ErrorCode | 'network' | 'bad_response'

export interface CocoErrorDetails {
  statusCode?: number | undefined
  requestId?: string | undefined
  retryAfterMs?: number | undefined
  fix?: string | undefined
  fields?: ErrorData['fields'] | undefined
  cause?: unknown
}

/** Every failure of `coco.chat` and `coco.models`. `message` is a sentence for a person and never contains the API key. */
export class CocoError extends Error {
  readonly code: CocoErrorCode
  /** The HTTP status; for a refusal by Snowflake the status that Snowflake gave. Undefined when nothing answered. */
  readonly statusCode: number | undefined
  /** What to tell the operator: the server's log has it. */
  readonly requestId: string | undefined
  /** When it is worth trying again, in milliseconds from when the error was made. */
  readonly retryAfterMs: number | undefined
  /** The SQL that would allow what was refused, for those who may see it. */
  readonly fix: string | undefined
  /** With `invalid_input`: which fields, as `messages.0.content`, and what each should be. */
  readonly fields: ErrorData['fields'] | undefined

  constructor(code: CocoErrorCode, message: string, details: CocoErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'CocoError'
    this.code = code
    this.statusCode = details.statusCode
    this.requestId = details.requestId
    this.retryAfterMs = details.retryAfterMs
    this.fix = details.fix
    this.fields = details.fields
  }
}
