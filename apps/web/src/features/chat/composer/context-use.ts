import { MAX_MESSAGES, MAX_PROMPT_BYTES, MAX_TREE_BYTES, MESSAGE_BYTES } from '@coco/shared/answer-limits'
import { isRunning } from '../state/answer.ts'
import type { Exchange, Message } from '../state/thread.ts'

/** What one more message costs as JSON besides its text. */
const FRAME_BYTES = 34

/**
 * How much of what can be sent this conversation takes up with `draft` in it: 1 is all. A question goes to the model with
 * the whole path before it or not at all, so what is full is full; what the tenant tells the model first is not counted.
 */
export function contextUse(exchanges: readonly Exchange[], messages: readonly Message[], draft: string): number {
  const path = exchanges.flatMap(({ question, reply }) => (reply ? [question, reply] : [question]))
  const draftBytes = jsonBytes(draft)
  const promptBytes = sum(path, (message) => bytesOf(message) + FRAME_BYTES) + draftBytes + FRAME_BYTES
  const treeBytes = sum(messages, (message) => bytesOf(message) + MESSAGE_BYTES) + draftBytes
  return Math.max(promptBytes / MAX_PROMPT_BYTES, treeBytes / MAX_TREE_BYTES, (path.length + 2) / MAX_MESSAGES)
}

/** A text that is complete is measured once; one that is being written is not worth being exact about. */
function bytesOf(message: Message): number {
  if (message.role === 'assistant' && isRunning(message.answer)) return message.answer.text.length
  const known = measured.get(message)
  if (known !== undefined) return known
  const bytes = jsonBytes(message.role === 'user' ? message.text : message.answer.text)
  measured.set(message, bytes)
  return bytes
}

const measured = new WeakMap<Message, number>()

/** The length of a text as JSON in UTF-8, without making either. */
export function jsonBytes(text: string): number {
  let bytes = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80)
      bytes += unit >= 0x20 ? (unit === 0x22 || unit === 0x5c ? 2 : 1) : unit >= 8 && unit <= 13 && unit !== 11 ? 2 : 6
    else if (unit < 0x800) bytes += 2
    // Half a pair takes two, so that the pair takes four.
    else bytes += unit >= 0xd800 && unit < 0xe000 ? 2 : 3
  }
  return bytes
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
