/** No text that means something comes near these; where one is passed, reading takes quadratic time or worse. */
const MAX_LENGTH = 60_000
const MAX_DEPTH = 12
const ITEM = '(?:[-*+]|\\d{1,9}[.)])(?=[ \\t])'
const MAX_OF = {
  brackets: 800,
  emphasis: 1_500,
  ticks: 1_000,
  angles: 1_000,
  dollars: 300,
  pipes: 20_000,
  returns: 300,
}
const MARKS = {
  brackets: /[[\]]/g,
  emphasis: /[*_~]/g,
  ticks: /`/g,
  angles: /[<&]/g,
  dollars: /\$|\\[([]/g,
  pipes: /\|/g,
  // A line break to the parser, but to nobody else: blocks are not cut there.
  returns: /\r(?!\n)/g,
} satisfies Record<keyof typeof MAX_OF, RegExp>

/** A text that is made to be hard to read: nested a thousand deep, or little else than opening marks. */
export function isTangled(source: string): boolean {
  if (source.length > MAX_LENGTH || isTooDeep(source)) return true
  return Object.entries(MARKS).some(([kind, mark]) => countOf(mark, source) > MAX_OF[kind as keyof typeof MAX_OF])
}

/** Marks of containers one behind the other; of lists in lists on one line a few are enough. */
const QUOTES = new RegExp(`^(?:[ \\t]{0,8}(?:>|${ITEM})){${MAX_DEPTH}}`, 'm')
const ITEMS = new RegExp(`^[ \\t>]*(?:${ITEM}[ \\t]{1,8}){4}[^-*+ \\t\\n]`, 'm')
const INDENT = new RegExp(`^[ \\t]{${MAX_DEPTH * 4}}[ \\t]*[-*+\\d>]`, 'm')

function isTooDeep(source: string): boolean {
  return QUOTES.test(source) || ITEMS.test(source) || INDENT.test(source)
}

function countOf(mark: RegExp, source: string): number {
  let count = 0
  for (const _ of source.matchAll(mark)) count++
  return count
}
