import type { inferProcedureOutput } from '@trpc/server'
import type { Procedures } from './wire.ts'

/**
 * What a reader of an answer receives, in this order: `sources` when a conversation is answered from documents, `meta` once
 * Snowflake accepted, then `delta` and `reasoning`, then exactly one `done` or `error`. `latency_ms` and `retry_after_ms` are milliseconds; the `status_code` of an error goes
 * with its `code`.
 */
export type GenerationEvent = Watched<inferProcedureOutput<Procedures['chat']['watch']>>
type Watched<T> = T extends AsyncIterable<{ data: infer Event }> ? Event : never

export type DoneEvent = Extract<GenerationEvent, { type: 'done' }>
export type FailureEvent = Extract<GenerationEvent, { type: 'error' }>

/** Why an answer ended. `stopped` is a Stop; `unknown` is a reason that the server does not know. */
export type FinishReason = DoneEvent['finish_reason']

/** Every way in which the server says no. */
export type ErrorCode = FailureEvent['code']
