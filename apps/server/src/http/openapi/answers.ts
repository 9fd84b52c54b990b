import { UploadProblemCode } from '@coco/shared/document-views'
import { ErrorCode } from '@coco/shared/error-codes'
import { z } from 'zod'

const Whole = z.number().int().min(0)

/** Every error under `/v1/query` and `/v1/documents` (RFC 9457). */
export const Problem = z.strictObject({
  type: z.string().describe('urn:coco:error: and the code. A name: nothing is to be fetched there.'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: ErrorCode,
  request_id: z.string(),
  retry_after_ms: z.number().optional(),
  fix: z.string().optional().describe('What somebody with the right to it can do, such as a GRANT.'),
  problem: UploadProblemCode.optional().describe('What was wrong with a file.'),
  errors: z.array(z.strictObject({ field: z.string(), detail: z.string() })).optional(),
})

/** Every other error. `detail` is what clients of the quickstart's gateway read. */
export const ErrorAnswer = z.strictObject({
  detail: z
    .union([
      z.string(),
      z.strictObject({ code: z.string(), message: z.string() }),
      z.array(
        z.strictObject({
          type: z.string(),
          loc: z.array(z.union([z.string(), z.number()])),
          msg: z.string(),
          input: z.unknown(),
          ctx: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    ])
    .optional(),
  code: ErrorCode,
  message: z.string(),
  request_id: z.string(),
  retry_after_ms: z.number().optional(),
})

/** The one error of `/v1/chat/stream` that is, to the letter, the quickstart's. */
export const RateLimited = z.strictObject({
  detail: z.strictObject({ code: z.literal('RATE_LIMITED'), message: z.string() }),
})

export const QueryAnswerBody = z.strictObject({
  tenant_id: z.string(),
  query: z.string(),
  answer: z.string(),
  found: z.boolean().describe('false: no document says it, and no model was asked.'),
  sources: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      tags: z.array(z.string()),
      pii: z.boolean(),
      passages: z.array(
        z.strictObject({
          number: z.number().int().describe('As the answer cites it.'),
          position: Whole,
          page: z.number().int().nullable(),
          headings: z.array(z.string()),
        }),
      ),
    }),
  ),
  unmatched_citations: z.array(z.number().int()),
  pii_included: z.boolean(),
  model: z.string().nullable(),
})

export const AddedDocument = z.strictObject({
  id: z.string(),
  ingested: z.string().describe('The id again.'),
  tenant_id: z.string(),
  title: z.string(),
  tags: z.array(z.string()),
  pii_flagged: z.boolean(),
  findings: z.array(z.strictObject({ kind: z.string(), count: Whole })),
  passages: Whole,
})

export const KnownDocument = AddedDocument.extend({ already_there: z.literal(true) })

export const DocumentList = z.strictObject({
  tenant_id: z.string(),
  count: Whole.describe('All that match, not only those of this page.'),
  documents: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      tags: z.array(z.string()),
      pii: z.boolean(),
      state: z.string(),
      passages: Whole,
      uploaded_at: z.string(),
    }),
  ),
  next_cursor: z.string().nullable(),
})

export const DeletedDocument = z.strictObject({ deleted: z.string(), tenant_id: z.string() })

export const Alive = z.strictObject({ status: z.literal('ok') })

export const Readiness = z.strictObject({
  status: z.enum(['ready', 'not_ready', 'shutting_down']),
  database: z.string(),
  tenants: z.strictObject({ up: Whole, down: Whole, byName: z.record(z.string(), z.string()).optional() }),
})
