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

/** A person who may sign in, for example `user-alpha`. */
export const PersonId = z.string().min(1).max(120).brand<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>

/** `coco_req_` and 8 hex digits: a label that people read out to each other. Never a key. */
export const AnswerLabel = z.string().regex(/^coco_req_[0-9a-f]{8}$/)
export type AnswerLabel = z.infer<typeof AnswerLabel>
