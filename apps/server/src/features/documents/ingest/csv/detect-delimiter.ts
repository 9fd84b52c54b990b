const DELIMITERS = [',', ';', '\t', '|'] as const
const LINES_LOOKED_AT = 20

/** The one that cuts the first lines into the same number of cells, and into more than the others do. */
export function detectDelimiter(text: string): string {
  const lines = text
    .slice(0, 64 * 1_024)
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, LINES_LOOKED_AT)
  const scored = DELIMITERS.map((delimiter) => {
    const counts = lines.map((line) => countOutsideQuotes(line, delimiter))
    const usual = counts[0] ?? 0
    const alike = counts.filter((count) => count === usual).length
    return { delimiter, score: usual === 0 ? 0 : (alike / counts.length) * 1_000 + Math.min(usual, 100) }
  })
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).delimiter
}

function countOutsideQuotes(line: string, delimiter: string): number {
  let count = 0
  let isQuoted = false
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted
    else if (character === delimiter && !isQuoted) count++
  }
  return count
}
