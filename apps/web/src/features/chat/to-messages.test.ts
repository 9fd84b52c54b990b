import { expect, test } from 'vitest'
import { type Answer, waitingAnswer } from './answer.ts'
import type { Exchange } from './conversation.ts'
import { toMessages } from './to-messages.ts'

const exchange = (question: string, text: string): Exchange => {
  const answer: Answer = { ...waitingAnswer('m', 0), status: 'stopped', text }
  return { id: question, question, answer, generationId: null }
}

test('the model is sent every turn, exactly as it was written, and the new question last', () => {
  expect(toMessages([exchange('One?', '**1**\n')], ' Two? ')).toEqual([
    { role: 'user', content: 'One?' },
    { role: 'assistant', content: '**1**\n' },
    { role: 'user', content: ' Two? ' },
  ])
})

test('a question that was answered with nothing is left out, so that turns keep alternating', () => {
  expect(toMessages([exchange('One?', '')], 'Two?')).toEqual([{ role: 'user', content: 'Two?' }])
})
