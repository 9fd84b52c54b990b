import type { ChatMessage } from '@coco/shared/chat-inputs'
import type { Exchange } from './conversation.ts'

/** What the model is sent: the conversation so far, exactly as it was written, then the new question. */
export function toMessages(exchanges: Exchange[], question: string): ChatMessage[] {
  const past = exchanges
    .filter((exchange) => exchange.answer.text !== '')
    .flatMap((exchange): ChatMessage[] => [
      { role: 'user', content: exchange.question },
      { role: 'assistant', content: exchange.answer.text },
    ])
  return [...past, { role: 'user', content: question }]
}
