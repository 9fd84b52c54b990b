import type { AnswerPart, AnswerUsage } from '../answer/answer-part.ts'
import type { WholeAnswer } from '../answer/whole-answer.ts'
import type { Completion, StreamChunk } from './wire-shapes.ts'

/** What stands in every frame of one answer. */
export interface AnswerHead {
  /** Ignored by families that give no id. */
  id: string
  model: string
  /** Seconds since 1970. */
  created: number
}

/** How one family of models puts an answer on the wire. Pure: the same part always gives the same frames. */
export interface Dialect {
  /** No frame for a part that this family does not show. */
  chunks(part: AnswerPart, head: AnswerHead): StreamChunk[]
  /** The frame that closes a stream when `stream_options.include_usage` was set. */
  usageChunk(usage: AnswerUsage, head: AnswerHead): StreamChunk
  completion(answer: WholeAnswer, head: AnswerHead): Completion
}
