/** No text that means something comes near these; where one is passed, reading takes quadratic time or worse. */
const MAX_LENGTH = 60_000
const MAX_DEPTH = 40
const MAX_OF = { brackets: 1_200, emphasis: 3_000, ticks: 1_200, angles: 1_200, dollars: 300, pipes: 20_000 }
const MARKS = {
  brackets: /[[\]]/g,
  emphasis: /[*_~]/g,
  ticks: /`/g,
  angles: /[<&]/g,
  dollars: /\$|\\[([]/g,
  pipes: /\|/g,
} satisfies Record<keyof typeof MAX_OF, RegExp>

/** A text that is made to be hard to read: nested a thousand deep, or little else than opening marks. */
export function isTangled(source: string): boolean {
  if (source.length > MAX_LENGTH || isTooDeep(source)) return true
  return Object.entries(MARKS).some(([kind, mark]) => countOf(mark, source) > MAX_OF[kind as keyof typeof MAX_OF])
}

function isTooDeep(source: string): boolean {
  return new RegExp(
    `^(?:[ \\t]{0,8}(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${MAX_DEPTH}}|^[ \\t]{${MAX_DEPTH * 4}}[ \\t]*[-*+\\d>]`,
    'm',
  ).test(source)
}

function countOf(mark: RegExp, source: string): number {
  let count = 0
  for (const _ of source.matchAll(mark)) count++
  return count
}
