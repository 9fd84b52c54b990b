import type { AnswerUsage } from '../answer/answer-part.ts'
import type { Dialect } from './dialect.ts'
import { completionFrame, streamChunk, usageFrame, wholeToolCalls, wireUsage } from './frames.ts'

/** OpenAI models: the only ones that say why they stopped. They think in silence and are paid for it. */
export const openaiDialect: Dialect = {
  chunks(part, head) {
    switch (part.type) {
      case 'reasoning':
        return []
      case 'text':
        return [streamChunk(head, { content: part.text })]
      case 'tool-call': {
        const { index, id, name } = part
        const call = { function: { arguments: part.arguments, name }, id, index, type: 'function' as const }
        return [streamChunk(head, { tool_calls: [call] })]
      }
      case 'end':
        return [streamChunk(head, {}, part.finishReason)]
    }
  },
  usageChunk: (usage, head) => usageFrame(head, openaiUsage(usage)),
  completion: (answer, head) =>
    completionFrame(head, {
      content: answer.text,
      finishReason: answer.finishReason,
      toolCalls: wholeToolCalls(answer.toolCalls),
      usage: openaiUsage(answer.usage),
    }),
}

/** Cached tokens are part of the prompt's. */
function openaiUsage(usage: AnswerUsage) {
  return wireUsage(usage, { promptTokens: usage.promptTokens, reasoningTokens: usage.reasoningTokens })
}
