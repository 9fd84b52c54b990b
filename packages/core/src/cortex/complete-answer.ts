import { createAnswerReading } from './answer-reading.ts'
import { CortexError } from './cortex-error.ts'
import type { CortexChatEvent } from './cortex-events.ts'
import { isRecord } from './json-shape.ts'
import type { AnswerLimits } from './limits.ts'
import { translateChunk } from './translate-chunk.ts'

/**
 * A whole `chat.completion`, which upstream may send although a stream was asked for, as the events of a stream.
 *
 * @throws CortexError when the body is an error or holds no answer
 */
export function completeAnswer(json: unknown, limits: AnswerLimits): CortexChatEvent[] {
  const reading = translateChunk(json)
  if (!isRecord(json) || !Array.isArray(json.choices) || json.choices.length === 0) {
    throw new CortexError('upstream sent JSON without an answer', { code: 'upstream_malformed', statusCode: 502 })
  }
  const answer = createAnswerReading(limits)
  answer.add(reading)
  return [...answer.take(), answer.end()]
}
