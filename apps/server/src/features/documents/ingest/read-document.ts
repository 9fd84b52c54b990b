import type { Finding } from '@coco/shared/document-views'
import type { Section } from '../../../store/tables/document-tables.ts'
import { type CutPassage, cutIntoPassages } from './chunk-text.ts'
import { decodeText } from './decode-text.ts'
import { detectPersonalData } from './detect-personal-data.ts'
import { kindOfFile, MEDIA_TYPE_OF } from './media-types.ts'
import { readMarkdown } from './read-markdown.ts'
import { createSections, type Sections } from './sections.ts'
import { uploadProblem } from './upload-problem.ts'
import type { UploadedFile } from './uploaded-file.ts'

/** What a file may cost while it is read. */
export interface ReadingLimits {
  bytes: number
  pages: number
  /** Of what a file unpacks to. */
  expandedBytes: number
  /** Of all text, headings included, in UTF-16 units. */
  characters: number
  passages: number
}

export interface ReadDocument {
  /** As the file itself says; null when it does not. */
  title: string | null
  /** What the file is, whatever it was called. */
  mediaType: string
  passages: CutPassage[]
  findings: Finding[]
  characters: number
}

/**
 * Text, passages and personal data of a file. Only ever in a process of its own: some files take all the time and memory they get.
 * @throws UploadProblemError
 */
export async function readDocument(file: UploadedFile, limits: ReadingLimits): Promise<ReadDocument> {
  if (file.bytes.length > limits.bytes) throw uploadProblem('too_large', `At most ${limits.bytes} bytes are read.`)
  const kind = kindOfFile(file)
  const sections = createSections(limits.characters)
  const title = await readInto(sections, kind, file.bytes, limits)
  const read = sections.finish()
  if (read.every(({ text }) => text.trim() === '')) throw uploadProblem('no_text')

  const passages = cutIntoPassages(read)
  if (passages.length > limits.passages) {
    throw uploadProblem(
      'too_much_text',
      `At most ${limits.passages} passages are kept, and it makes ${passages.length}.`,
    )
  }
  return {
    title,
    mediaType: MEDIA_TYPE_OF[kind],
    passages,
    findings: detectPersonalData([file.title, title, file.fileName, ...read.map(withHeadings)].join('\n\n')),
    characters: read.reduce((sum, { text }) => sum + text.length, 0),
  }
}

function withHeadings({ headings, text }: Section): string {
  return [...headings, text].join('\n')
}

/** Loads the one parser that it takes. @returns the title that the file gives itself */
async function readInto(
  sections: Sections,
  kind: ReturnType<typeof kindOfFile>,
  bytes: Uint8Array,
  limits: ReadingLimits,
): Promise<string | null> {
  switch (kind) {
    case 'txt':
      sections.addText(decodeText(bytes))
      return null
    case 'md':
      return readMarkdown(decodeText(bytes), sections)
    case 'html':
      return (await import('./html/read-html.ts')).readHtml(decodeText(bytes, { asHtml: true }), sections)
    case 'csv':
      await (await import('./csv/read-csv.ts')).readCsv(decodeText(bytes), sections)
      return null
    case 'pdf':
      return (await import('./pdf/read-pdf.ts')).readPdf(bytes, sections, limits.pages)
    case 'docx':
      return (await import('./docx/read-docx.ts')).readDocx(bytes, sections, limits.expandedBytes)
  }
}
