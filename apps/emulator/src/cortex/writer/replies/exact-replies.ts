import type { Reply } from '../reply.ts'

const MOST_COUNTED = 20_000

/** `say exactly: …` gives the text back to the letter, for tests. */
export const sayExactly: Reply = ({ wholePrompt }) => /^\s*say exactly:[ \t]?(.*)$/isu.exec(wholePrompt)?.[1] ?? null

/** `count to 20`, `count from 5 to 9`. */
export const countTo: Reply = ({ prompt }) => {
  const asked = /\bcount\b(?:\s+from\s+(\d{1,9}))?\D{0,30}\bto\s+(\d{1,9})/iu.exec(prompt)
  if (asked === null) return null
  const from = Number(asked[1] ?? 1)
  const length = Math.max(0, Math.min(Number(asked[2]) - from + 1, MOST_COUNTED))
  return Array.from({ length }, (_, index) => from + index).join(', ')
}

const OPERATIONS: Record<string, (left: number, right: number) => number> = {
  '+': (left, right) => left + right,
  plus: (left, right) => left + right,
  '-': (left, right) => left - right,
  minus: (left, right) => left - right,
  '*': (left, right) => left * right,
  '×': (left, right) => left * right,
  times: (left, right) => left * right,
  '/': (left, right) => left / right,
  '÷': (left, right) => left / right,
}

/** `what is 12 * 7?` */
export const calculate: Reply = ({ prompt }) => {
  const sum =
    /(-?\d{1,9}(?:\.\d{1,6})?)\s*(\+|-|\*|×|\/|÷|plus|minus|times)\s*(-?\d{1,9}(?:\.\d{1,6})?)\s*[?=.]?$/iu.exec(prompt)
  const operation = OPERATIONS[sum?.[2]?.toLowerCase() ?? '']
  if (!sum || operation === undefined || !/^\W*(?:what|calculate|compute|how much|-?\d)/iu.test(prompt)) return null
  const result = operation(Number(sum[1]), Number(sum[3]))
  if (!Number.isFinite(result)) return 'Division by zero has no result.'
  return `${sum[1]} ${sum[2]} ${sum[3]} = **${Number(result.toFixed(6))}**`
}
