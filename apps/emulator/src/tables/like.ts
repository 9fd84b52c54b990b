/**
 * SQL's LIKE over the whole text: `%` is any text, `_` any one character.
 * @param hears of every so many steps, and may throw to end it
 */
export function matchesLike(text: string, pattern: string, hears: (steps: number) => void = () => {}): boolean {
  return pattern.includes('_') ? matchesSigns(text, pattern, hears) : matchesPieces(text, pattern.split('%'))
}

/** What stands between the `%`: the first begins the text, the last ends it, the others follow each other between. */
function matchesPieces(text: string, pieces: readonly string[]): boolean {
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)]
  if (pieces.length === 1) return text === first
  const end = text.length - last.length
  if (first.length > end || !text.startsWith(first) || !text.endsWith(last)) return false
  let from = first.length
  for (const piece of pieces.slice(1, -1)) {
    const at = text.indexOf(piece, from)
    if (at < 0 || at + piece.length > end) return false
    from = at + piece.length
  }
  return true
}

const STEPS_AT_ONCE = 1_024

function matchesSigns(text: string, pattern: string, hears: (steps: number) => void): boolean {
  const letters = characters(text)
  const wanted = characters(pattern)
  let at = 0
  let sign = 0
  // Where to go on when the text after the last % does not fit: one letter further.
  let retryAt = -1
  let retrySign = -1
  let steps = 0
  while (at < letters.length) {
    steps += 1
    if (steps % STEPS_AT_ONCE === 0) hears(STEPS_AT_ONCE)
    if (wanted[sign] === '%') {
      retrySign = sign += 1
      retryAt = at
    } else if (sign < wanted.length && (wanted[sign] === '_' || wanted[sign] === letters[at])) {
      sign += 1
      at += 1
    } else if (retrySign >= 0) {
      sign = retrySign
      at = retryAt += 1
    } else return false
  }
  while (wanted[sign] === '%') sign += 1
  return sign === wanted.length
}

/** A character beyond the first plane counts once, as it does in SQL. */
function characters(text: string): string | string[] {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text
}
