import type { Line } from './lines-of-page.ts'

/** So much larger than the text, at least. */
const LARGER = 1.15
const HEADING_MAX = 150
const LEVELS = 4

/** Learns from all lines how large the text is, and which larger sizes are headings of which level. */
export function createHeadingSizes() {
  const charactersOfSize = new Map<number, number>()

  function count(line: Line): void {
    const size = roundSize(line.height)
    charactersOfSize.set(size, (charactersOfSize.get(size) ?? 0) + line.text.length)
  }

  /** @returns the level of a line's heading, from 1; null for text */
  function levels(): (line: Line) => number | null {
    const body = [...charactersOfSize].reduce((most, next) => (next[1] > most[1] ? next : most), [0, 0])[0]
    const larger = [...charactersOfSize.keys()].filter((size) => size > body * LARGER).sort((one, other) => other - one)
    // With more sizes than that, they are ornaments of the smaller kind.
    const rank = new Map(larger.map((size, index) => [size, Math.min(index + 1, LEVELS)]))
    return (line) => {
      const isHeading = body > 0 && line.text.length <= HEADING_MAX && /\p{L}/u.test(line.text)
      return isHeading ? (rank.get(roundSize(line.height)) ?? null) : null
    }
  }

  return { count, levels }
}

/** To half a point. */
function roundSize(height: number): number {
  return Math.round(height * 2) / 2
}
