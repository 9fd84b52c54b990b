import type { Conversation } from './conversation.ts'

/** One thing the local writer can do: it answers, or leaves the prompt to the next one with `null`. */
export type Reply = (conversation: Conversation) => string | null

/** A short phrase for what a prompt is about, for headings and examples. */
export function topicOf(prompt: string): string {
  const about =
    /\b(?:about|of|on|for|explain|describe|regarding|what (?:is|are))\s+(?:an?\s+|the\s+)?(.+)/isu.exec(prompt)?.[1] ??
    prompt.replace(COMMAND, '')
  const words = (about.split(/[.?!\n:;,]/u)[0] ?? '')
    .replace(/[`*_|<>#[\]()]/gu, '')
    .trim()
    .split(/\s+/u)
  if (COUNT.test(words[0] ?? '')) words.shift()
  return words.slice(0, 8).join(' ').slice(0, 60).trim() || 'this'
}

/** How somebody asks, before it comes to what. */
const COMMAND =
  /^\W*(?:please\s+)?(?:(?:can|could|would) you\s+)?(?:list|give me|show me|tell me|name|suggest|write|make)\b\s*/iu

/** From two on: “one” is seldom a number. */
const NUMBER_WORDS = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const COUNT = new RegExp(`^(?:\\d{1,9}|${NUMBER_WORDS.join('|')})$`, 'iu')

/** How many rows or items words such as "a table with 5 rows" ask for, between 1 and 200. A year is no count. */
export function countIn(prompt: string, otherwise: number): number {
  for (const word of prompt.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (!COUNT.test(word) || /^(?:19|20)\d\d$/u.test(word)) continue
    const named = NUMBER_WORDS.indexOf(word)
    return named >= 0 ? named + 2 : Math.max(1, Math.min(Number(word), 200))
  }
  return otherwise
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Text of other people inside Markdown: on one line and short. */
export function quote(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 199)}…` : line
}
