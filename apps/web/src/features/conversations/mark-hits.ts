interface Part {
  text: string
  isHit: boolean
  /** Where it begins in the text. */
  at: number
}

/** Cuts a text where words begin that were looked for, whatever their case. The search finds no middle of a word either. */
export function markHits(text: string, query: string): Part[] {
  const words = query.split(/\s+/).filter(Boolean).map(escape)
  if (words.length === 0) return [{ text, isHit: false, at: 0 }]
  const pieces = text.split(new RegExp(`(?<![\\p{L}\\p{N}])(${words.join('|')})`, 'giu'))
  let at = 0
  const parts = pieces.map((piece, index): Part => {
    const part = { text: piece, isHit: index % 2 === 1, at }
    at += piece.length
    return part
  })
  return parts.filter((part) => part.text !== '')
}

/** The word for itself, and no pattern. */
function escape(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, (sign) => `\\${sign}`)
}
