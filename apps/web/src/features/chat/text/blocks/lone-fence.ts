export interface Fence {
  /** The first word behind the opening fence. */
  language: string
  /** What stands between the fences, without the line break that belongs to the closing one. */
  code: string
  isClosed: boolean
}

/** An expression that looks for its end cannot be much longer. */
const LONGEST_MARK = 500

/** A block that is one code fence at the margin and nothing else, closed or not yet; null for any other. */
export function fenceOf(block: string): Fence | null {
  const [opening, mark = '', info = ''] = /^(`{3,}|~{3,})([^\n]*)(?:\n|$)/.exec(block) ?? []
  if (opening === undefined || mark.length > LONGEST_MARK || (mark.startsWith('`') && info.includes('`'))) return null
  const language = info.trim().split(/\s/)[0] ?? ''
  const rest = block.slice(opening.length)
  const closing = new RegExp(`(?:^|\\n) {0,3}${mark[0]}{${mark.length},}[ \\t]*(?=\\n|$)`).exec(rest)
  if (!closing) return { language, code: rest.replace(/\n$/, ''), isClosed: false }
  // What stands behind the closing fence is no code: then there is more in the block than a fence.
  const isLone = rest.slice(closing.index + closing[0].length).trim() === ''
  return isLone ? { language, code: rest.slice(0, closing.index), isClosed: true } : null
}

/** An open fence without the beginning of its closing one. */
export function withoutClosingMarks(code: string): string {
  return code.replace(/(^|\n) {0,3}(?:`{1,}|~{1,})$/, '')
}
