import { z } from 'zod'
import { AnswerSource } from './document-views.ts'
import { ErrorCode } from './error-codes.ts'
import { AnswerLabel, TenantId } from './ids.ts'

/** Why an answer ended. `stopped` is a person's Stop; `unknown` is a reason that this version does not know. */
export const FinishReason = z.enum(['stop', 'length', 'content_filter', 'tool_calls', 'stopped', 'unknown'])
export type FinishReason = z.infer<typeof FinishReason>

const Meta = z.object({ type: z.literal('meta'), id: AnswerLabel, model: z.string(), tenant_id: TenantId })
/** The passages that the answer is given, as they stand in front of the model; none: nothing was similar enough. */
const Sources = z.object({ type: z.literal('sources'), sources: z.array(AnswerSource) })
const Delta = z.object({ type: z.literal('delta'), content: z.string().min(1) })
const Reasoning = z.object({ type: z.literal('reasoning'), content: z.string().min(1) })
const Done = z.object({
  type: z.literal('done'),
  id: AnswerLabel,
  /** Wall time in milliseconds from just before the upstream call to its end, by the monotonic clock. */
  latency_ms: z.number().int().nonnegative(),
  /** The upstream usage object, whole; `{}` when there was none. */
  usage: z.record(z.string(), z.unknown()),
  finish_reason: FinishReason,
})
const Failure = z.object({
  type: z.literal('error'),
  code: ErrorCode,
  status_code: z.number().int().min(400).max(599),
  /** A sentence for a person. Never upstream's words, except on `/v1/chat/stream`. */
  message: z.string(),
  request_id: z.string(),
  retry_after_ms: z.number().int().nonnegative().optional(),
  /** The exact SQL that would allow what was refused. Only for people who may see it. */
  fix: z.string().optional(),
})

/**
 * What a reader of an answer receives, in this order: `sources` when it is answered from documents, `meta` once Snowflake
 * accepted, then `delta` and `reasoning`, then exactly one `done` or `error`. A reader that sees neither of these two knows
 * that the answer is incomplete.
 */
export const GenerationEvent = z.discriminatedUnion('type', [Sources, Meta, Delta, Reasoning, Done, Failure])
export type GenerationEvent = z.infer<typeof GenerationEvent>
export type FailureEvent = z.infer<typeof Failure>
