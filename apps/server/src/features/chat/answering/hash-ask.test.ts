import { SendInput } from '@coco/shared/conversation-inputs'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashAsk } from './hash-ask.ts'

const sent = (more: object = {}) =>
  hashAsk('send', SendInput.parse({ content: 'hello', idempotencyKey: randomUUID(), ...more }))

test('a question that is sent again after an update is the one that the earlier version has stored', () => {
  // As versions that filled these two in have hashed it.
  expect(sent()).toBe('0714761d89f76f9c62f76d3e9f775d37f11c39215fcd5cfbe7614fd6063fd00d')
  expect(sent({ maxTokens: 4_096, temperature: 0.7 })).toBe(sent())
})

test('what is asked for otherwise is another question; where it was written and what a new chat is set to are not', () => {
  expect(sent({ temperature: 0.5 })).not.toBe(sent())
  expect(sent({ content: 'hello!' })).not.toBe(sent())
  expect(sent({ parameters: { temperature: 0.5, maxTokens: null, instructions: null } })).toBe(sent())
  expect(sent({ writtenIn: 'tenant-alpha' })).toBe(sent())
})
