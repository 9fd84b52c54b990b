import type { UploadProblem, UploadProblemCode } from '@coco/shared/document-views'

/** A file that does not become a document. What it carries is for its owner and says nothing of what the file holds. */
export class UploadProblemError extends Error {
  readonly problem: UploadProblem

  constructor(problem: UploadProblem, options?: ErrorOptions) {
    super(problem.message, options)
    this.name = 'UploadProblemError'
    this.problem = problem
  }
}

/** What reading a file can end in. */
export type ReadingProblemCode = Exclude<
  UploadProblemCode,
  'embedding_refused' | 'search_refused' | 'store_full' | 'already_plain'
>

const MESSAGES: Record<ReadingProblemCode, string> = {
  type_not_supported: 'This kind of file cannot be read. Text, Markdown, HTML, CSV, PDF and DOCX can.',
  too_large: 'The file is too large.',
  too_many_pages: 'The file has too many pages.',
  expands_too_much: 'What the file unpacks to is too large.',
  took_too_long: 'Reading the file took too long.',
  broken_file: 'The file is broken, or it is not what its name says.',
  password_protected: 'The file is protected by a password. Save it without one.',
  no_text: 'The file holds no text. Of a scan, the words must be recognised first.',
  too_much_text: 'The file holds too much text. Divide it.',
  interrupted: 'Reading was interrupted. Upload the file again.',
  internal: 'The file could not be read.',
}

/** Codes after which the same file may be read another time. */
const PASSING: ReadonlySet<ReadingProblemCode> = new Set(['took_too_long', 'interrupted', 'internal'])

/** @param detail a sentence more: the limit that was met, for one */
export function uploadProblem(code: ReadingProblemCode, detail?: string, cause?: unknown): UploadProblemError {
  const message = detail === undefined ? MESSAGES[code] : `${MESSAGES[code]} ${detail}`
  return new UploadProblemError(
    { code, message, isFinal: !PASSING.has(code) },
    cause === undefined ? undefined : { cause },
  )
}
