/** Without a schema, so that a page can have them for nothing. Lengths are in UTF-16 units. */
export const DOCUMENT_TITLE_MAX = 200
export const TAG_MAX = 40
export const TAGS_MAX = 12
/** What is pasted, or sent as text in JSON. */
export const PASTED_TEXT_MAX = 500_000
export const QUESTION_MAX = 2_000
/** Passages that an answer is given at most. */
export const ANSWER_PASSAGES = 6

/** What can be uploaded: endings of file names, and the media type of each. */
export const DOCUMENT_TYPES = {
  txt: 'text/plain',
  md: 'text/markdown',
  html: 'text/html',
  csv: 'text/csv',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const
