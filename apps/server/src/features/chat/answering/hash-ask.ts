import type { ContinueInput, RegenerateInput, SendInput } from '@coco/shared/conversation-inputs'
import { createHash } from 'node:crypto'

/** Calls once carried these always, filled in: one that is repeated after an update is still the same. Never to be changed. */
const ALWAYS_HASHED = { maxTokens: 4_096, temperature: 0.7 }

/**
 * Tells a repeated call from another one that carries the same idempotency key. What is set for a new conversation is no part of
 * the question: a call that is repeated after that was changed is still the same one.
 */
export function hashAsk(kind: string, input: SendInput | RegenerateInput | ContinueInput): string {
  const { idempotencyKey: _, writtenIn: __, parameters: ___, ...asked } = { parameters: null, ...input }
  const fields = Object.entries({ ...ALWAYS_HASHED, ...asked }).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([kind, fields]))
    .digest('hex')
}
