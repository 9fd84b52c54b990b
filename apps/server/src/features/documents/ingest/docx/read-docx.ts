import type { Sections } from '../sections.ts'
import { tidyLine } from '../tidy-text.ts'
import { uploadProblem } from '../upload-problem.ts'
import { openZip } from './open-zip.ts'
import { readParagraphs } from './read-paragraphs.ts'
import { readStyles } from './read-styles.ts'
import { readXml } from './read-xml.ts'

const DOCUMENT = 'word/document.xml'
/** Notes stand at the end; comments and what was deleted are nobody's text. */
const PARTS = [DOCUMENT, 'word/footnotes.xml', 'word/endnotes.xml']

/**
 * A Word document: a ZIP file with XML in it. Only the parts that hold text are unpacked, piece by piece, and counted while
 * they are: what the file says of its own sizes is not believed.
 * @returns the title of its properties, else the paragraph that is set as title
 */
export async function readDocx(
  bytes: Uint8Array,
  sections: Sections,
  maxExpandedBytes: number,
): Promise<string | null> {
  const zip = await openZip(bytes, maxExpandedBytes)
  try {
    if (!zip.has(DOCUMENT)) throw uploadProblem('type_not_supported')
    const properties = await readTitle(zip)
    const styles = await readStyles(zip)
    let titleParagraph: string | null = null
    for (const part of PARTS) {
      if (part !== DOCUMENT && zip.has(part)) sections.addText('\n\n')
      const found = await readParagraphs(zip, part, styles, sections)
      titleParagraph ??= found
    }
    return properties ?? titleParagraph
  } finally {
    zip.close()
  }
}

async function readTitle(zip: Awaited<ReturnType<typeof openZip>>): Promise<string | null> {
  let title = ''
  let isInTitle = false
  await readXml(zip, 'docProps/core.xml', {
    onOpen: (tag) => void (isInTitle = tag === 'title'),
    onText: (text) => void (title += isInTitle && title.length < 1_000 ? text : ''),
    onClose: () => void (isInTitle = false),
  })
  return tidyLine(title) || null
}
