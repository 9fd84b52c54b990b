import type { Section } from '../../../store/tables/document-tables.ts'
import { tidyLine, tidyText } from './tidy-text.ts'
import { uploadProblem } from './upload-problem.ts'

/** Longer than this is no heading that helps anybody: it travels with every passage below it. */
const HEADING_MAX = 200
const DEEPEST = 6

export interface Sections {
  /** Begins a section under it. @param level from 1, outermost */
  addHeading(level: number, heading: string): void
  /** Text goes on where it was; paragraphs are divided by empty lines. */
  addText(text: string): void
  /** What follows stands on this page. */
  beginPage(page: number): void
  /** For a parser that keeps `more` characters before it hands them over. @throws UploadProblemError */
  checkRoom(more: number): void
  finish(): Section[]
}

/**
 * Where every parser puts what it reads, in the order of the file.
 * @param maxCharacters of headings and text together; beyond it reading ends with `too_much_text`
 */
export function createSections(maxCharacters: number): Sections {
  const done: Section[] = []
  let path: { level: number; heading: string }[] = []
  let page: number | null = null
  let parts: string[] = []
  /** A heading that no text has followed so far. */
  let isBare = false
  let characters = 0

  function count(text: string): void {
    characters += text.length
    checkRoom(0)
  }

  function checkRoom(more: number): void {
    if (characters + more > maxCharacters) {
      throw uploadProblem('too_much_text', `At most ${maxCharacters} characters are kept.`)
    }
  }

  /** @param nextLevel of the heading that ends it: a deeper one carries the words of a bare heading on. */
  function close(nextLevel: number): void {
    const text = tidyText(parts.join(''))
    const last = path.at(-1)
    parts = []
    const content = text === '' && isBare && last !== undefined && nextLevel <= last.level ? last.heading : text
    if (content === '') return
    isBare = false
    done.push({ headings: path.map(({ heading }) => heading), page, text: content })
  }

  return {
    addHeading(level, heading) {
      count(heading)
      const line = tidyLine(heading)
      if (line === '') return
      close(level)
      // No heading, but a paragraph that is set like one.
      if (line.length > HEADING_MAX) return void parts.push('\n\n', line, '\n\n')
      path = [...path.filter((above) => above.level < level), { level, heading: line }].slice(-DEEPEST)
      isBare = true
    },
    addText(text) {
      count(text)
      parts.push(text)
    },
    beginPage(next) {
      if (next === page) return
      // A heading at the foot of a page goes with the text at the head of the next one.
      close(Number.POSITIVE_INFINITY)
      page = next
    },
    checkRoom,
    finish() {
      close(0)
      return done
    },
  }
}
