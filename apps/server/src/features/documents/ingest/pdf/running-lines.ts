import type { Line } from './lines-of-page.ts'

/** On fewer pages a line that comes again may be text. */
const PAGES_MIN = 3
const SHARE_MIN = 0.4

/**
 * Whether a page's first or last line stands there on many pages, with other digits or none: titles, dates and numbers of
 * pages, which would be found for every question.
 */
export function findRunningLines(
  pages: readonly (readonly Line[])[],
): (line: Line, at: { page: number; index: number }) => boolean {
  const counts = new Map<string, number>()
  for (const lines of pages) {
    for (const key of new Set([keyOf(lines.at(0)), keyOf(lines.at(-1))])) {
      if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return (line, { page, index }) => {
    const isOutermost = index === 0 || index === (pages[page]?.length ?? 0) - 1
    const count = counts.get(keyOf(line) ?? '') ?? 0
    return isOutermost && count >= PAGES_MIN && count >= SHARE_MIN * pages.length
  }
}

function keyOf(line: Line | undefined): string | null {
  return line === undefined || line.text.length > 150 ? null : line.text.replaceAll(/\d+|\b[ivxlc]+\b/g, '#')
}
