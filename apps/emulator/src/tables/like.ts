/** SQL's LIKE over the whole text: `%` is any text, `_` any one character. */
export function matchesLike(text: string, pattern: string): boolean {
  const letters = characters(text)
  const wanted = characters(pattern)
  let at = 0
  let sign = 0
  // Where to go on when the text after the last % does not fit: one letter further.
  let retryAt = -1
  let retrySign = -1
  while (at < letters.length) {
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
