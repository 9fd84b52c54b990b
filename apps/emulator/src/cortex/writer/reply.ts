import type { Conversation } from './conversation.ts'

/** One thing the local writer can do: it answers, or leaves the prompt to the next one with `null`. */
export type Reply = (conversation: Conversation) => string | null

/** A short phrase for what a prompt is about, for headings and examples. */
export function topicOf(prompt: string): string {
  const about =
    /\b(?:about|of|on|for|explain|describe|regarding|what (?:is|are))\s+(?:an?\s+|the\s+)?(.+)/isu.exec(prompt)?.[1] ??
    prompt
  const words = (about.split(/[.?!\n:;,]/u)[0] ?? '')
    .replace(/[`*_|<>#[\]()]/gu, '')
    .trim()
    .split(/\s+/u)
  return words.slice(0, 6).join(' ').slice(0, 60) || 'this'
}

/** How many rows or items words such as "a table with 5 rows" ask for, between 1 and 200. */
export function countIn(prompt: string, otherwise: number): number {
  const digits = /\d{1,9}/u.exec(prompt)?.[0]
  return digits === undefined ? otherwise : Math.max(1, Math.min(Number(digits), 200))
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Text of other people inside Markdown: on one line and short. */
export function quote(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 199)}…` : line
}
