import { z } from 'zod'
import { DOCUMENT_TITLE_MAX, PASTED_TEXT_MAX, QUESTION_MAX, TAG_MAX, TAGS_MAX } from './document-limits.ts'
import { DocumentSettings } from './document-views.ts'
import { DocumentId, UploadId } from './ids.ts'
import { isStorable, seenLineOfText, storableText } from './text-fields.ts'

/** In small letters, none twice. */
export const DocumentTagList = z
  .array(seenLineOfText(TAG_MAX).transform((tag) => tag.toLowerCase()))
  .max(TAGS_MAX)
  .transform((tags) => [...new Set(tags)])
export type DocumentTagList = z.infer<typeof DocumentTagList>

const Cursor = z.string().max(200)
const Question = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(QUESTION_MAX)
  .refine(isStorable, 'must be plain text')

/** Documents that carry at least one of these; none named: all. */
const Tags = DocumentTagList.default([])

export const ListDocumentsInput = z.object({
  tags: Tags,
  /** A piece of the title. */
  title: z.string().trim().max(DOCUMENT_TITLE_MAX).refine(isStorable, 'must be plain text').default(''),
  cursor: Cursor.nullish(),
  limit: z.number().int().min(1).max(100).default(50),
})
export type ListDocumentsInput = z.infer<typeof ListDocumentsInput>

const DocumentInput = z.object({ documentId: DocumentId })

export const RemoveDocumentInput = DocumentInput.extend({
  /** Once Snowflake has refused to delete its copy: deletes ours, and leaves that one there. */
  forgetsCopy: z.boolean().optional(),
})
export type RemoveDocumentInput = z.infer<typeof RemoveDocumentInput>

export const GetDocumentInput = DocumentInput.extend({
  /** The first passage to give. */
  fromPosition: z.number().int().min(0).max(1_000_000).default(0),
})
export type GetDocumentInput = z.infer<typeof GetDocumentInput>

export const PassageInput = DocumentInput.extend({ position: z.number().int().min(0).max(1_000_000) })
export type PassageInput = z.infer<typeof PassageInput>

export const SearchDocumentsInput = z.object({
  query: Question,
  tags: Tags,
  limit: z.number().int().min(1).max(20).default(6),
})
export type SearchDocumentsInput = z.infer<typeof SearchDocumentsInput>

export const QueryDocumentsInput = z.object({
  query: Question,
  tags: Tags,
  model: z.string().min(1).max(200).refine(isStorable, 'must be plain text').optional(),
})
export type QueryDocumentsInput = z.infer<typeof QueryDocumentsInput>

export const PasteDocumentInput = z.object({
  title: seenLineOfText(DOCUMENT_TITLE_MAX),
  text: storableText(PASTED_TEXT_MAX).refine((text) => text.trim() !== '', 'must not be empty'),
  format: z.enum(['text', 'markdown']).default('markdown'),
})
export type PasteDocumentInput = z.infer<typeof PasteDocumentInput>

export const UploadInput = z.object({ uploadId: UploadId })
export type UploadInput = z.infer<typeof UploadInput>

/** Keeps what was uploaded and looked at. What was detected holds, whatever is said here. */
export const IngestDocumentInput = UploadInput.extend({
  title: seenLineOfText(DOCUMENT_TITLE_MAX),
  tags: Tags,
  isPersonal: z.boolean(),
})
export type IngestDocumentInput = z.infer<typeof IngestDocumentInput>

export const UpdateDocumentSettingsInput = DocumentSettings
export type UpdateDocumentSettingsInput = z.infer<typeof UpdateDocumentSettingsInput>
