/** Where in a text something is. */
export interface Match {
  start: number
  end: number
}

/** Takes a part of the text that nobody has taken before; false when some of it is. */
export function createFreeSpans(length: number): (match: Match) => boolean {
  const taken = new Uint8Array(length)
  return ({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false
    taken.fill(1, start, end)
    return true
  }
}

/** Every match of a pattern that begins with no open repetition, so that it is linear. @param pattern with the flag `g` */
export function* matchesOf(text: string, pattern: RegExp): Generator<Match & { content: string }> {
  for (const match of text.matchAll(pattern)) {
    yield { start: match.index, end: match.index + match[0].length, content: match[0] }
  }
}
