import type { AnswerUsage } from '../answer/answer-part.ts'
import type { Dialect } from './dialect.ts'
import { completionFrame, streamChunk, usageFrame, wireUsage } from './frames.ts'

/** Whatever happened, these models say that they stopped; an answer that was cut cannot be told from a whole one. */
const ALWAYS_STOP = 'stop'

/**
 * Llama, Mistral, DeepSeek and the rest: text only. What deepseek-r1 thinks has become text before it comes here
 * (`think-aloud.ts`).
 */
export const otherDialect: Dialect = {
  chunks(part, head) {
    switch (part.type) {
      case 'reasoning':
      case 'tool-call':
        return []
      case 'text':
        return [streamChunk(head, { content: part.text })]
      case 'end':
        return [streamChunk(head, {}, ALWAYS_STOP)]
    }
  },
  usageChunk: (usage, head) => usageFrame(head, otherUsage(usage)),
  completion: (answer, head) =>
    completionFrame(head, {
      content: answer.text,
      finishReason: ALWAYS_STOP,
      toolCalls: null,
      usage: otherUsage(answer.usage),
    }),
}

function otherUsage(usage: AnswerUsage) {
  return wireUsage(usage, { promptTokens: usage.promptTokens, reasoningTokens: 0 })
}
