/** A piece of an answer's text: words as they stand, or the numbers of sources between brackets. */
export type CitedPiece = { type: 'text'; text: string } | { type: 'citation'; text: string; numbers: number[] }

/** `[1]`, `[1, 2]` or `[1][2]`, each bracket a piece of its own. Models write full-width brackets, too. */
const CITATION = /(?:\[|【)\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*(?:\]|】)/g

/**
 * Cuts text at the numbers by which it cites; the pieces together are the text. What is code or a link is the caller's to keep
 * away from here. Without a schema, so that a page can have it for nothing.
 */
export function splitCitations(text: string): CitedPiece[] {
  const pieces: CitedPiece[] = []
  let from = 0
  for (const found of text.matchAll(CITATION)) {
    if (found.index > from) pieces.push({ type: 'text', text: text.slice(from, found.index) })
    const numbers = (found[1] ?? '').split(/[,;]/).map(Number)
    pieces.push({ type: 'citation', text: found[0], numbers: [...new Set(numbers)] })
    from = found.index + found[0].length
  }
  if (from < text.length) pieces.push({ type: 'text', text: text.slice(from) })
  return pieces
}

/** Every number that a text cites, once, smallest first. */
export function citedNumbers(text: string): number[] {
  const numbers = splitCitations(text).flatMap((piece) => (piece.type === 'citation' ? piece.numbers : []))
  return [...new Set(numbers)].toSorted((a, b) => a - b)
}
