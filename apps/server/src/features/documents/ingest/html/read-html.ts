import { Parser } from 'htmlparser2'
import type { Sections } from '../sections.ts'
import { tidyLine } from '../tidy-text.ts'
import { uploadProblem } from '../upload-problem.ts'
import { BLOCKS, isHidden, NEVER_SHOWN } from './visible-html.ts'

const HEADING = /^h[1-6]$/
/** Browsers stop at some hundred. The parser takes time by the square of it. */
const DEPTH_MAX = 5_000

/**
 * What a browser would show of a page, without ever asking for anything that the page names. Tags come one after the other
 * and no tree is built, so that depth costs nothing.
 * @returns the page's title, else its first heading
 */
export function readHtml(html: string, sections: Sections): string | null {
  let title: string | null = null
  let firstHeading: string | null = null
  /** How many elements are open inside one that is not shown. */
  let hiddenDepth = 0
  let depth = 0
  let preDepth = 0
  /** Collected apart from the text: a title, a heading. */
  let apart: { tag: string; text: string } | null = null
  let isCellOpen = false

  const parser = new Parser({
    onopentag(tag, attributes) {
      depth++
      if (depth > DEPTH_MAX) throw uploadProblem('broken_file', `At most ${DEPTH_MAX} elements lie in each other.`)
      if (hiddenDepth > 0) hiddenDepth++
      else if (NEVER_SHOWN.has(tag) || isHidden(attributes)) hiddenDepth = 1
      if (hiddenDepth > 0) return
      if (tag === 'title' || HEADING.test(tag)) apart = { tag, text: '' }
      else if (apart !== null) apart.text += tag === 'br' ? ' ' : ''
      else if (tag === 'br') sections.addText('\n')
      else if (tag === 'tr') isCellOpen = false
      else if (tag === 'td' || tag === 'th') {
        sections.addText(isCellOpen ? ' | ' : '')
        isCellOpen = true
      } else if (tag === 'li') sections.addText('\n- ')
      else if (tag === 'pre') {
        preDepth++
        sections.addText('\n\n')
      } else if (BLOCKS.has(tag)) sections.addText('\n\n')
    },
    ontext(text) {
      if (hiddenDepth > 0) return
      if (apart !== null) apart.text += apart.text.length < 1_000 ? text : ''
      else sections.addText(preDepth > 0 ? text : text.replaceAll(/[ \t\r\n\f]+/g, ' '))
    },
    onclosetag(tag) {
      depth--
      if (hiddenDepth > 0) return void hiddenDepth--
      if (apart !== null && apart.tag === tag) {
        const line = tidyLine(apart.text)
        apart = null
        if (tag === 'title') title ??= line === '' ? null : line
        else {
          firstHeading ??= line === '' ? null : line
          sections.addHeading(Number(tag.slice(1)), line)
        }
      } else if (tag === 'tr') sections.addText('\n')
      else if (tag === 'pre') {
        preDepth = Math.max(0, preDepth - 1)
        sections.addText('\n\n')
      } else if (BLOCKS.has(tag)) sections.addText('\n\n')
    },
  })
  parser.end(html)
  return title ?? firstHeading
}
