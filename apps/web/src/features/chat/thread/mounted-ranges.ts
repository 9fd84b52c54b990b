/** Exchanges of a path, by their place in it: from the first up to, and without, `to`. */
export interface Range {
  from: number
  to: number
}

/** What of a long path is on the page: its end, and where somebody was led. Everything else waits until it is wanted. */
export interface Mounted {
  /** How long the path was when this was decided. */
  length: number
  /** Where the end begins that is on the page. */
  tailFrom: number
  /** Around a message that was looked for, or what was on the page before another version made the path longer. */
  found: Range | null
}

const AT_THE_END = 20
const BEFORE_FOUND = 4
const AFTER_FOUND = 8
/** What comes when one scrolls on or asks for more. */
export const STEP = 10

export const NOTHING_MOUNTED: Mounted = { length: 0, tailFrom: 0, found: null }

/** The path has this length: what was on the page stays, and of what is new only the end comes. */
export function withLength(mounted: Mounted, length: number): Mounted {
  if (length === mounted.length) return mounted
  const lastFrom = Math.max(0, length - AT_THE_END)
  if (length - mounted.length > AT_THE_END) {
    return { length, tailFrom: lastFrom, found: { from: mounted.tailFrom, to: mounted.length } }
  }
  return { ...mounted, length, tailFrom: Math.min(mounted.tailFrom, lastFrom) }
}

/** This place is on the page, with a little around it. */
export function withPlace(mounted: Mounted, index: number): Mounted {
  if (index < 0 || rangesOf(mounted).some(({ from, to }) => from <= index && index < to)) return mounted
  return { ...mounted, found: { from: Math.max(0, index - BEFORE_FOUND), to: index + AFTER_FOUND } }
}

/** More of what lies before the range that begins here. */
export function withMoreBefore(mounted: Mounted, from: number): Mounted {
  const more = Math.max(0, from - STEP)
  return from === mounted.tailFrom || mounted.found === null
    ? { ...mounted, tailFrom: more }
    : { ...mounted, found: { ...mounted.found, from: more } }
}

/** More of what follows the range that was looked for. */
export function withMoreAfter(mounted: Mounted): Mounted {
  return mounted.found ? { ...mounted, found: { ...mounted.found, to: mounted.found.to + STEP } } : mounted
}

export function withAll(mounted: Mounted): Mounted {
  return { ...mounted, tailFrom: 0, found: null }
}

/** One range or two, in order, with something between them. */
export function rangesOf({ length, tailFrom, found }: Mounted): Range[] {
  const tail = { from: tailFrom, to: length }
  if (!found || found.to <= found.from || found.from >= length) return [tail]
  if (found.to >= tailFrom) return [{ from: Math.min(found.from, tailFrom), to: length }]
  return [found, tail]
}
