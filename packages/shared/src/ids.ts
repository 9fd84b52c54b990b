import { z } from 'zod'

/** A tenant's name in URLs, files and logs. A slug, so that it can stand in a path without being quoted. */
export const TenantId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be a slug: a-z, 0-9 and -, 2 to 40 characters')
  .brand<'TenantId'>()
export type TenantId = z.infer<typeof TenantId>

/** Row and generation ids: UUIDs, because an id that can be counted can be guessed. */
export const GenerationId = z.uuid().brand<'GenerationId'>()
export type GenerationId = z.infer<typeof GenerationId>

/** A person, in whichever tenants. */
export const PersonId = z.uuid().brand<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>

/** One of the people whom local mode offers with one click, for example `user-alpha`. */
export const SeededPersonId = z.string().min(1).max(120).brand<'SeededPersonId'>()
export type SeededPersonId = z.infer<typeof SeededPersonId>

export const SessionId = z.uuid().brand<'SessionId'>()
export type SessionId = z.infer<typeof SessionId>

export const ApiKeyId = z.uuid().brand<'ApiKeyId'>()
export type ApiKeyId = z.infer<typeof ApiKeyId>

export const ConversationId = z.uuid().brand<'ConversationId'>()
export type ConversationId = z.infer<typeof ConversationId>

export const MessageId = z.uuid().brand<'MessageId'>()
export type MessageId = z.infer<typeof MessageId>

export const DocumentId = z.uuid().brand<'DocumentId'>()
export type DocumentId = z.infer<typeof DocumentId>

export const UploadId = z.uuid().brand<'UploadId'>()
export type UploadId = z.infer<typeof UploadId>

/** `coco_req_` and 8 hex digits: a label that people read out to each other. Never a key. */
export const AnswerLabel = z.string().regex(/^coco_req_[0-9a-f]{8}$/)
export type AnswerLabel = z.infer<typeof AnswerLabel>
