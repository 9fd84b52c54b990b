import type { Sections } from '../sections.ts'
import { tidyLine } from '../tidy-text.ts'
import type { Zip } from './open-zip.ts'
import { type HeadingLevels, outlineLevel } from './read-styles.ts'
import { readXml } from './read-xml.ts'

/** A second telling of what stands beside it, for old programs; and what nobody sees in the text. */
const SKIPPED: ReadonlySet<string> = new Set(['Fallback', 'del', 'moveFrom'])
/** A value that switches a property off. */
const OFF: ReadonlySet<string> = new Set(['0', 'false', 'off', 'none'])

interface Paragraph {
  text: string
  level: number | null
  isListed: boolean
}

/**
 * The paragraphs of one part; rows of tables as lines with ` | ` between cells.
 * @returns the paragraph that is set as the document's title
 */
export async function readParagraphs(
  zip: Zip,
  part: string,
  levels: HeadingLevels,
  sections: Sections,
): Promise<string | null> {
  let title: string | null = null
  /** A text box has paragraphs of its own inside a paragraph. */
  const open: Paragraph[] = []
  let skippedDepth = 0
  let rowDepth = 0
  let cell = 0
  let isText = false
  let isHiddenRun = false

  function add(paragraph: Paragraph): void {
    const line = tidyLine(paragraph.text)
    if (line === '') return
    if (paragraph.level === 0) title ??= line
    if (rowDepth > 0) return sections.addText(`${paragraph.text} `)
    if (paragraph.level !== null) return sections.addHeading(Math.max(1, paragraph.level), line)
    sections.addText(paragraph.isListed ? `- ${paragraph.text}\n` : `${paragraph.text}\n\n`)
  }

  await readXml(zip, part, {
    onOpen(tag, attributes) {
      if (skippedDepth > 0 || SKIPPED.has(tag)) return void skippedDepth++
      const paragraph = open.at(-1)
      if (tag === 'p') open.push({ text: '', level: null, isListed: false })
      else if (tag === 'tr') {
        rowDepth++
        cell = 0
      } else if (tag === 'tc') sections.addText(cell++ > 0 ? '| ' : '')
      else if (tag === 'r') isHiddenRun = false
      else if (tag === 't') isText = true
      else if (tag === 'vanish') isHiddenRun = !OFF.has(attributes['val'] ?? 'on')
      else if (paragraph === undefined) return
      else if (tag === 'tab') paragraph.text += '\t'
      else if (tag === 'br' || tag === 'cr') paragraph.text += '\n'
      else if (tag === 'noBreakHyphen') paragraph.text += '-'
      else if (tag === 'pStyle') paragraph.level ??= levels.get(attributes['val'] ?? '') ?? null
      else if (tag === 'outlineLvl') paragraph.level ??= outlineLevel(attributes['val'])
      else if (tag === 'numPr') paragraph.isListed = true
    },
    onText(text) {
      const paragraph = open.at(-1)
      if (!isText || isHiddenRun || skippedDepth > 0 || paragraph === undefined) return
      paragraph.text += text
      sections.checkRoom(paragraph.text.length)
    },
    onClose(tag) {
      if (skippedDepth > 0) return void skippedDepth--
      if (tag === 't') isText = false
      else if (tag === 'p') {
        const paragraph = open.pop()
        if (paragraph !== undefined) add(paragraph)
      } else if (tag === 'tr') {
        rowDepth--
        sections.addText(rowDepth === 0 ? '\n' : ' ')
      } else if (tag === 'tbl' && rowDepth === 0) sections.addText('\n\n')
    },
  })
  return title
}
