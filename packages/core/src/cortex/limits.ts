import { CortexError } from './cortex-error.ts'

/** How much of an answer is taken in before it is cut. All in bytes. */
export interface AnswerLimits {
  /** One line of the event stream. */
  maxLineBytes: number
  /** One event, which may have many lines. */
  maxEventBytes: number
  /** All text and reasoning together; also the whole of an answer that comes as one JSON body. */
  maxAnswerBytes: number
}

export const DEFAULT_LIMITS: AnswerLimits = {
  maxLineBytes: 1_048_576,
  maxEventBytes: 1_048_576,
  maxAnswerBytes: 4_194_304,
}

export function tooLarge(what: 'line' | 'event' | 'answer', maxBytes: number): CortexError {
  return new CortexError(`${what} larger than ${maxBytes} bytes`, { code: 'upstream_too_large', statusCode: 502 })
}
