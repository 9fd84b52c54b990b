/** What pdf.js gives of a page: pieces of text, and marks that say where marked content begins and ends. */
export interface PageText {
  items: readonly (TextPiece | object)[]
}

interface TextPiece {
  str: string
  hasEOL: boolean
  /** Height of the letters, in points of the page; 0 for a mere end of line. */
  height: number
  /** The last two say where the piece stands, from the lower left corner. */
  transform: readonly number[]
}

export interface Line {
  text: string
  /** Of its largest letters. */
  height: number
  /** Farther below the line before than lines of one paragraph are. */
  isAfterGap: boolean
}

/** Lines closer than so many heights belong to one paragraph. */
const PARAGRAPH_GAP = 1.75

/** The pieces of a page as lines, in the order in which the file gives them. */
export function linesOf(page: PageText): Line[] {
  const lines: Line[] = []
  let text = ''
  let height = 0
  let y: number | null = null
  let lastY: number | null = null
  let lastHeight = 0

  function end(): void {
    const trimmed = text.replaceAll('\0', '').trim()
    if (trimmed !== '') {
      const distance = lastY === null || y === null ? 0 : Math.abs(lastY - y)
      const isAfterGap = lastY !== null && distance > PARAGRAPH_GAP * Math.max(1, Math.min(height, lastHeight))
      lines.push({ text: trimmed, height, isAfterGap })
      lastY = y
      lastHeight = height
    }
    text = ''
    height = 0
    y = null
  }

  for (const piece of page.items) {
    if (!('str' in piece)) continue
    text += piece.str
    if (piece.str.trim() !== '') {
      height = Math.max(height, piece.height)
      y ??= piece.transform[5] ?? null
    }
    if (piece.hasEOL) end()
  }
  end()
  return lines
}
