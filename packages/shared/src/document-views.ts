import { z } from 'zod'
import { DocumentId, UploadId } from './ids.ts'

const Moment = z.iso.datetime()

/** Kinds of personal data that are looked for. */
export const PersonalDataKind = z.enum([
  'email',
  'phone',
  'iban',
  'payment_card',
  'national_id',
  'salary',
  'date_of_birth',
])
export type PersonalDataKind = z.infer<typeof PersonalDataKind>

/** What was detected of one kind. `examples` are masked, and only ever shown to whoever uploaded the text. */
export const Finding = z.object({
  kind: PersonalDataKind,
  count: z.number().int().min(1),
  examples: z.array(z.string()).max(3),
})
export type Finding = z.infer<typeof Finding>

/** Why a file did not become a document. The page has a sentence for each. */
export const UploadProblemCode = z.enum([
  'type_not_supported',
  'too_large',
  'too_many_pages',
  'expands_too_much',
  'took_too_long',
  'broken_file',
  'password_protected',
  'no_text',
  'too_much_text',
  'embedding_refused',
  'search_refused',
  'interrupted',
  'store_full',
  'already_plain',
  'internal',
])
export type UploadProblemCode = z.infer<typeof UploadProblemCode>

export const UploadProblem = z.object({
  code: UploadProblemCode,
  /** In English, for programs and for whoever helps. Never a piece of the file. */
  message: z.string(),
  /** What is here cannot change by itself: uploading the same file again ends the same. */
  isFinal: z.boolean(),
  /** The exact SQL that would allow what Snowflake refused. Only for people who may see it. */
  fix: z.string().optional(),
})
export type UploadProblem = z.infer<typeof UploadProblem>

/** A piece of a document, as it is found and cited. */
export const PassageView = z.object({
  documentId: DocumentId,
  /** In its document, from 0. */
  position: z.number().int().min(0),
  /** Of the document. */
  title: z.string(),
  tags: z.array(z.string()),
  isPersonal: z.boolean(),
  /** The headings above it, outermost first. */
  headings: z.array(z.string()),
  /** Of the file, from 1. */
  page: z.number().int().nullable(),
  content: z.string(),
})
export type PassageView = z.infer<typeof PassageView>

export const DocumentSummary = z.object({
  id: DocumentId,
  title: z.string(),
  fileName: z.string().nullable(),
  mediaType: z.string(),
  tags: z.array(z.string()),
  isPersonal: z.boolean(),
  /** indexing: it cannot be found yet. */
  state: z.enum(['indexing', 'ready']),
  passageCount: z.number().int(),
  characters: z.number().int(),
  /** Kinds of personal data in it, without examples. */
  findings: z.array(Finding.omit({ examples: true })),
  uploadedAt: Moment,
  /** The caller uploaded it. */
  isOwn: z.boolean(),
})
export type DocumentSummary = z.infer<typeof DocumentSummary>

export const DocumentPage = z.object({
  documents: z.array(DocumentSummary),
  /** Of those that the caller may see, under the same filter. */
  total: z.number().int(),
  nextCursor: z.string().nullable(),
})
export type DocumentPage = z.infer<typeof DocumentPage>

/** A document with some of its passages, in order. */
export const DocumentView = z.object({
  document: DocumentSummary,
  passages: z.array(PassageView),
  /** The position from which to go on; null at the end. */
  nextPosition: z.number().int().nullable(),
})
export type DocumentView = z.infer<typeof DocumentView>

/** Every tag on what the caller may see, and on how many documents. */
export const DocumentTags = z.array(z.object({ tag: z.string(), count: z.number().int() }))
export type DocumentTags = z.infer<typeof DocumentTags>

/** A file on its way to becoming a document. */
export const UploadView = z.object({
  id: UploadId,
  fileName: z.string().nullable(),
  mediaType: z.string(),
  bytes: z.number().int(),
  state: z.enum(['reading', 'ready', 'indexing', 'done', 'failed']),
  title: z.string(),
  tags: z.array(z.string()),
  isPersonal: z.boolean(),
  findings: z.array(Finding),
  /** Passages written so far, of how many. */
  progress: z.object({ done: z.number().int(), total: z.number().int() }),
  problem: UploadProblem.nullable(),
  /** What it has become, or, of a file that is there already, that one. */
  documentId: DocumentId.nullable(),
  createdAt: Moment,
})
export type UploadView = z.infer<typeof UploadView>

/** How a file was read and would be cut, before it is kept. */
export const UploadPreview = z.object({
  upload: UploadView,
  /** The first of them. */
  passages: z.array(
    z.object({ headings: z.array(z.string()), page: z.number().int().nullable(), content: z.string() }),
  ),
  passageCount: z.number().int(),
  characters: z.number().int(),
  /** A document with the same content, which the caller may see. */
  sameAs: z.object({ id: DocumentId, title: z.string() }).nullable(),
})
export type UploadPreview = z.infer<typeof UploadPreview>

/** One that was found, best first. */
export const FoundPassage = PassageView.extend({
  /** Comparable within one search only. */
  score: z.number(),
})
export type FoundPassage = z.infer<typeof FoundPassage>

export const FoundPassages = z.object({
  passages: z.array(FoundPassage),
  /** words: by full text alone, because vectors are not to be had. */
  by: z.enum(['meaning_and_words', 'words', 'cortex_search']),
})
export type FoundPassages = z.infer<typeof FoundPassages>

/** A passage that an answer was given, under the number by which the answer cites it, from 1. */
export const AnswerSource = z.object({
  number: z.number().int().min(1),
  documentId: DocumentId,
  position: z.number().int().min(0),
  /** Null when it was deleted, or may not be read any more. */
  passage: PassageView.nullable(),
})
export type AnswerSource = z.infer<typeof AnswerSource>

/** An answer from documents, for programs. */
export const QueryAnswer = z.object({
  answer: z.string(),
  /** False: nothing was similar enough, no model was asked, and `answer` says so. */
  isFound: z.boolean(),
  sources: z.array(AnswerSource),
  /** Numbers that the answer cites and that no source has. */
  unmatchedCitations: z.array(z.number().int()),
  isPersonalIncluded: z.boolean(),
  model: z.string(),
})
export type QueryAnswer = z.infer<typeof QueryAnswer>

/** How a tenant's documents are searched. */
export const DocumentSettings = z.object({
  retriever: z.enum(['coco', 'cortex_search']),
  /** Whether what was found is put in order once more, by how close the words of the question stand together. */
  reranks: z.boolean(),
})
export type DocumentSettings = z.infer<typeof DocumentSettings>

export const DocumentSettingsView = DocumentSettings.extend({
  /** Whether this database compares vectors; if not, `reason` says why, and how that is changed. */
  vectors: z.object({ isAvailable: z.boolean(), reason: z.string().nullable() }),
  /** Whether the tenant declares a place for Cortex Search. */
  hasCortexSearch: z.boolean(),
  embeddingModel: z.string(),
  /** Documents that the chosen retriever does not find, or by their words alone: they came before it could. Of those the caller may see. */
  notIndexed: z.number().int(),
  /** They are being brought in. */
  isIndexing: z.boolean(),
  /** Why some were not brought in the last time; null once it is tried again, and after a start of the server. */
  indexProblem: UploadProblem.nullable(),
})
export type DocumentSettingsView = z.infer<typeof DocumentSettingsView>
