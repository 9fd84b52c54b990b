import { getResolvedPDFJS } from 'unpdf'
import type { Sections } from '../sections.ts'
import { tidyLine } from '../tidy-text.ts'
import { uploadProblem } from '../upload-problem.ts'
import { createHeadingSizes } from './heading-sizes.ts'
import { type Line, linesOf } from './lines-of-page.ts'
import { findRunningLines } from './running-lines.ts'

/** A letter, a hyphen and the end of a line: the word may go on in the next one. */
const BROKEN_WORD = /\p{L}-$/u

/**
 * The text of every page, as far as a PDF knows it: pieces with a place and a size. Lines set larger than most are headings.
 * No fonts, pictures or scripts are looked at, and nothing that the file names is fetched.
 * @returns the title of its properties
 */
export async function readPdf(bytes: Uint8Array, sections: Sections, maxPages: number): Promise<string | null> {
  const { getDocument } = await getResolvedPDFJS()
  const opening = getDocument({
    data: new Uint8Array(bytes),
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    enableXfa: false,
    // Larger pictures are left out; none is ever painted.
    maxImageSize: 1,
    verbosity: 0,
  })
  try {
    const pdf = await opening.promise
    if (pdf.numPages > maxPages) throw uploadProblem('too_many_pages', `At most ${maxPages} pages are read.`)
    const pages: Line[][] = []
    const sizes = createHeadingSizes()
    let characters = 0
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number)
      const lines = linesOf(await page.getTextContent())
      page.cleanup()
      characters += lines.reduce((sum, { text }) => sum + text.length, 0)
      sections.checkRoom(characters)
      for (const line of lines) sizes.count(line)
      pages.push(lines)
    }
    const levelOf = sizes.levels()
    const isRunning = findRunningLines(pages)
    for (const [page, lines] of pages.entries()) {
      sections.beginPage(page + 1)
      addLines(
        lines.filter((line, index) => !isRunning(line, { page, index })),
        levelOf,
        sections,
      )
    }
    return tidyLine(titleOf((await pdf.getMetadata().catch(() => null))?.info)) || null
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    throw isLocked ? uploadProblem('password_protected') : error
  } finally {
    await opening.destroy()
  }
}

function addLines(lines: readonly Line[], levelOf: (line: Line) => number | null, sections: Sections): void {
  /** The first lines of a heading that goes on. */
  let heading = ''
  for (const [index, line] of lines.entries()) {
    const level = levelOf(line)
    const next = lines[index + 1]
    if (level !== null) {
      heading += `${line.text} `
      if (next !== undefined && !next.isAfterGap && levelOf(next) === level) continue
      sections.addHeading(level, heading)
      heading = ''
    } else if (next !== undefined && BROKEN_WORD.test(line.text) && /^\p{Ll}/u.test(next.text) && !next.isAfterGap) {
      sections.addText(line.text.slice(0, -1))
    } else sections.addText(`${line.text}${next?.isAfterGap === true ? '\n\n' : '\n'}`)
  }
  sections.addText('\n\n')
}

function titleOf(info: unknown): string {
  const title = (info as { Title?: unknown } | undefined)?.Title
  // Programs that print put the name of their own file there.
  return typeof title === 'string' &&
    !/^(?:untitled|microsoft word - .*|.*\.(?:docx?|pdf|tex|indd))$/i.test(title.trim())
    ? title.slice(0, 1_000)
    : ''
}
