import type { AnswerPart } from '../answer/answer-part.ts'

/** deepseek-r1 puts its reasoning into the answer itself, between `<think>` and `</think>` (recorded in July 2026). */
export async function* thinkAloud(parts: AsyncIterable<AnswerPart>): AsyncGenerator<AnswerPart> {
  let thinking = false
  for await (const part of parts) {
    if (part.type === 'reasoning') {
      yield { type: 'text', text: thinking ? part.text : `<think>\n${part.text}` }
      thinking = true
      continue
    }
    if (thinking) yield { type: 'text', text: '\n</think>\n\n' }
    thinking = false
    yield part
  }
}
