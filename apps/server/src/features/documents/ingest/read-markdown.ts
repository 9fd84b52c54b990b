import { tidyLine } from './tidy-text.ts'
import type { Sections } from './sections.ts'

const ATX = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/
const FENCE = /^ {0,3}(`{3,}|~{3,})/
const UNDERLINE = /^ {0,3}(=+|-{2,})[ \t]*$/
/** A line that no underline makes a heading. */
const NO_PARAGRAPH = /^(?:\s*$| {4}|\t|\s*(?:[-*+>|]|\d{1,9}[.)]) )/
const FRONT_MATTER_LINES = 200

/**
 * Markdown line by line: headings become headings, and everything else stays as it was written, code too.
 * @returns the title of the front matter, else the first heading of the highest level
 */
export function readMarkdown(text: string, sections: Sections): string | null {
  // Hardly a character of it is left out: what is too long need not be taken apart.
  sections.checkRoom(text.length)
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n')
  const frontMatter = readFrontMatter(lines)
  let title = frontMatter.title
  let fence: string | null = null

  for (let index = frontMatter.lines; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const mark = FENCE.exec(line)?.[1]
    if (fence !== null || mark !== undefined) {
      if (fence === null) fence = mark ?? null
      else if (mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length) fence = null
      sections.addText(`${line}\n`)
      continue
    }
    const heading = headingAt(lines, index)
    if (heading === null) sections.addText(`${line}\n`)
    else {
      if (heading.level === 1) title ??= heading.text
      sections.addHeading(heading.level, heading.text)
      index += heading.lines - 1
    }
  }
  return title
}

function headingAt(lines: readonly string[], index: number): { level: number; text: string; lines: number } | null {
  const line = lines[index] ?? ''
  const atx = ATX.exec(line)
  if (atx !== null) {
    const text = plain(withoutClosingMarks(atx[2] ?? ''))
    return text === '' ? null : { level: atx[1]?.length ?? 1, text, lines: 1 }
  }
  const underline = UNDERLINE.exec(lines[index + 1] ?? '')?.[1]
  if (underline === undefined || NO_PARAGRAPH.test(line) || (index > 0 && (lines[index - 1] ?? '').trim() !== ''))
    return null
  return { level: underline.startsWith('=') ? 1 : 2, text: plain(line), lines: 2 }
}

/** `## Meals ##` is `Meals`. */
function withoutClosingMarks(text: string): string {
  const trimmed = text.trim()
  let end = trimmed.length
  while (end > 0 && trimmed[end - 1] === '#') end--
  return end === 0 || trimmed[end - 1] === ' ' ? trimmed.slice(0, end).trim() : trimmed
}

/** A heading without its marks of emphasis, code and links. */
function plain(text: string): string {
  return tidyLine(
    text
      .slice(0, 1_000)
      .replaceAll(/\[([^[\]]*)\]\([^()\s]*\)/g, '$1')
      .replaceAll(/[*`]|__/g, ''),
  )
}

/** The lines between `---` at the very top, of which only the title is read. */
function readFrontMatter(lines: readonly string[]): { title: string | null; lines: number } {
  if ((lines[0] ?? '').replace('\ufeff', '').trimEnd() !== '---') return { title: null, lines: 0 }
  const end = lines.slice(1, FRONT_MATTER_LINES).findIndex((line) => /^(?:---|\.\.\.)\s*$/.test(line))
  // Without an end it is a rule above a text.
  if (end === -1) return { title: null, lines: 0 }
  const written = lines.slice(1, end + 1).find((line) => /^title\s*:/i.test(line)) ?? ''
  const value = written.slice(written.indexOf(':') + 1).trim()
  const unquoted = /^(["'])(.*)\1$/.exec(value)?.[2] ?? value
  return { title: tidyLine(unquoted) || null, lines: end + 2 }
}
