import type { AnswerPart } from '../answer/answer-part.ts'
import type { AnswerHead, Dialect } from '../dialects/dialect.ts'
import type { WireItem } from './wire-item.ts'

/** An answer as a family streams it: its frames, the usage when that was asked for, `[DONE]`. */
export async function* wireItems(
  parts: AsyncIterable<AnswerPart>,
  dialect: Dialect,
  head: AnswerHead,
  includeUsage: boolean,
): AsyncGenerator<WireItem> {
  for await (const part of parts) {
    for (const chunk of dialect.chunks(part, head)) yield { type: 'chunk', chunk }
    if (part.type === 'end' && includeUsage) yield { type: 'chunk', chunk: dialect.usageChunk(part.usage, head) }
  }
  yield { type: 'done' }
}
