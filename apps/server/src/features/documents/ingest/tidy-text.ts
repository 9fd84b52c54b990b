/** Bidirectional overrides and isolates: in a name they show `fdp.exe` as `exe.pdf`. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/**
 * Text as it is kept: lines end in one way, no control characters, no half surrogate pairs, at most one empty line in a row,
 * nothing blank at its ends. Every pass is linear.
 */
export function tidyText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u0085\u2028\u2029\f\v]/g, '\n')
    .replaceAll(/[\p{Cc}\ufeff\u00ad\ufffe\uffff]/gu, (character) =>
      character === '\n' || character === '\t' ? character : '',
    )
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd()
}

/** One line of it, for titles and headings. */
export function tidyLine(text: string): string {
  return tidyText(text).replaceAll(DIRECTIONS, '').replaceAll(/\s+/g, ' ').trim()
}
