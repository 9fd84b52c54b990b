import { DOCUMENT_TYPES } from '@coco/shared/document-limits'
import { isProbablyText } from './decode-text.ts'
import { uploadProblem } from './upload-problem.ts'
import type { UploadedFile } from './uploaded-file.ts'

export type DocumentKind = keyof typeof DOCUMENT_TYPES

export const MEDIA_TYPE_OF: Record<DocumentKind, string> = DOCUMENT_TYPES

const ENDINGS: Record<string, DocumentKind> = {
  txt: 'txt',
  text: 'txt',
  log: 'txt',
  md: 'md',
  markdown: 'md',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  csv: 'csv',
  tsv: 'csv',
  pdf: 'pdf',
  docx: 'docx',
}
const TYPES: Record<string, DocumentKind> = {
  'text/plain': 'txt',
  'text/markdown': 'md',
  'text/x-markdown': 'md',
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/csv': 'csv',
  'text/tab-separated-values': 'csv',
  'application/csv': 'csv',
  'application/pdf': 'pdf',
  'application/x-pdf': 'pdf',
  [DOCUMENT_TYPES.docx]: 'docx',
}
/** What browsers and programs say when they do not know. */
const UNKNOWN = new Set(['', 'application/octet-stream', 'binary/octet-stream'])

const PDF = '%PDF-'
/** Readers take a PDF that begins within the first kilobyte. */
const PDF_WITHIN_BYTES = 1_024
const ZIP = [0x50, 0x4b, 0x03, 0x04]
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/**
 * How to read a file. Its first bytes overrule what it is called: a PDF is a PDF under any name.
 * @throws UploadProblemError for what is not read at all, and for what is not what its name says
 */
export function kindOfFile({ bytes, mediaType, fileName }: UploadedFile): DocumentKind {
  const said = kindSaid(mediaType, fileName)
  if (isPdf(bytes, said)) return 'pdf'
  if (beginsWith(bytes, ZIP)) {
    if (said === 'docx' || holds(bytes, Buffer.from('word/document.xml'))) return 'docx'
    throw uploadProblem('type_not_supported')
  }
  if (beginsWith(bytes, OLE)) {
    // An encrypted DOCX is wrapped like a document of 1997.
    const isEncrypted = holds(bytes, Buffer.from('EncryptedPackage', 'utf16le'))
    throw uploadProblem(isEncrypted ? 'password_protected' : 'type_not_supported')
  }
  if (bytes.length === 0) throw uploadProblem('no_text')
  if (said === 'pdf' || said === 'docx') throw uploadProblem('broken_file')
  if (said === null || beginsWith(bytes, Buffer.from('{\\rtf')) || !isProbablyText(bytes)) {
    throw uploadProblem('type_not_supported')
  }
  return said
}

/** By its ending, else by the declared type; null for what is certainly something else. */
function kindSaid(mediaType: string, fileName: string | null): DocumentKind | null {
  const ending = /\.([A-Za-z0-9]{1,16})\s*$/.exec(fileName ?? '')?.[1]?.toLowerCase() ?? ''
  const type = (mediaType.split(';')[0] ?? '').trim().toLowerCase()
  const byEnding = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined
  const byType = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined
  if (byEnding !== undefined) return byEnding
  return byType ?? (type.startsWith('text/') || UNKNOWN.has(type) ? 'txt' : null)
}

function isPdf(bytes: Uint8Array, said: DocumentKind | null): boolean {
  // A text may speak of PDF; only what is said to be one may begin with something else.
  const within = said === 'pdf' ? PDF_WITHIN_BYTES : 16
  const at = Buffer.from(bytes.subarray(0, within)).indexOf(PDF)
  return said === 'pdf' ? at !== -1 : at !== -1 && Buffer.from(bytes.subarray(0, at)).toString('latin1').trim() === ''
}

function beginsWith(bytes: Uint8Array, start: ArrayLike<number>): boolean {
  return Array.from(start).every((byte, index) => bytes[index] === byte)
}

function holds(bytes: Uint8Array, wanted: Buffer): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(wanted)
}
