import type { AnswerPart, AnswerUsage, FinishReason } from './answer-part.ts'

/** An answer that is no longer being made, for callers that did not ask for a stream. */
export interface WholeAnswer {
  reasoning: string
  text: string
  toolCalls: { id: string; name: string; arguments: string }[]
  finishReason: FinishReason
  usage: AnswerUsage
}

export async function collectAnswer(parts: AsyncIterable<AnswerPart>): Promise<WholeAnswer> {
  const toolCalls: WholeAnswer['toolCalls'] = []
  let reasoning = ''
  let text = ''
  for await (const part of parts) {
    switch (part.type) {
      case 'reasoning':
        reasoning += part.text
        break
      case 'text':
        text += part.text
        break
      case 'tool-call': {
        const call = (toolCalls[part.index] ??= { id: part.id, name: part.name, arguments: '' })
        call.arguments += part.arguments
        break
      }
      case 'end':
        return { reasoning, text, toolCalls, finishReason: part.finishReason, usage: part.usage }
    }
  }
  throw new Error('the answer ended without saying how')
}
