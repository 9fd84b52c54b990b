import type { AnswerUsage } from '../answer/answer-part.ts'
import type { AnswerHead, Dialect } from './dialect.ts'
import { completionFrame, streamChunk, usageFrame, wholeToolCalls, wireUsage } from './frames.ts'

/** Claude through chat completions has neither an id nor a reason for stopping: both are empty strings. */
const NO_FINISH_REASON = ''
const anonymous = (head: AnswerHead): AnswerHead => ({ ...head, id: '' })

/** Claude models: they show their reasoning when it was asked for, in a field of its own. */
export const claudeDialect: Dialect = {
  chunks(part, head) {
    switch (part.type) {
      case 'reasoning':
        return [streamChunk(anonymous(head), { reasoning: part.text }, NO_FINISH_REASON)]
      case 'text':
        return [streamChunk(anonymous(head), { content: part.text }, NO_FINISH_REASON)]
      case 'tool-call': {
        const { index, id, name } = part
        const call = { function: { arguments: part.arguments, name }, id, index, type: 'function' as const }
        return [streamChunk(anonymous(head), { tool_calls: [call] }, NO_FINISH_REASON)]
      }
      case 'end':
        return [streamChunk(anonymous(head), {}, NO_FINISH_REASON)]
    }
  },
  usageChunk: (usage, head) => usageFrame(anonymous(head), claudeUsage(usage)),
  completion: (answer, head) =>
    completionFrame(anonymous(head), {
      content: answer.text,
      finishReason: NO_FINISH_REASON,
      ...(answer.reasoning === '' ? {} : { reasoning: answer.reasoning }),
      toolCalls: wholeToolCalls(answer.toolCalls),
      usage: claudeUsage(answer.usage),
    }),
}

/** Cached tokens stand beside the prompt's: total = prompt + cached + completion. Reasoning is not counted apart. */
function claudeUsage(usage: AnswerUsage) {
  return wireUsage(usage, { promptTokens: usage.promptTokens - usage.cachedTokens, reasoningTokens: 0 })
}
