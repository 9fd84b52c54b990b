import type { inferRouterInputs, inferRouterOutputs, TRPCBuiltRouter } from '@trpc/server'
import type { ErrorShape, Procedures } from './wire.ts'

/** Everything that can be called over tRPC, for `createTRPCClient<AppRouter>()` and the like. */
export type AppRouter = TRPCBuiltRouter<
  { ctx: object; meta: object; errorShape: ErrorShape; transformer: false },
  Procedures
>
export type RouterInputs = inferRouterInputs<AppRouter>
export type RouterOutputs = inferRouterOutputs<AppRouter>

/** What the server says about an error, in `error.data.coco` of a tRPC error. */
export type ErrorData = ErrorShape['data']['coco']

/** Every way in which the server says no. */
export type ErrorCode = ErrorData['code']

/** Seconds are nowhere: `latency_ms` and `retry_after_ms` are milliseconds. The last event is always `done` or `error`. */
export type GenerationEvent = Watched<RouterOutputs['chat']['watch']>
type Watched<T> = T extends AsyncIterable<{ data: infer Event }> ? Event : never

export type DoneEvent = Extract<GenerationEvent, { type: 'done' }>
export type FailureEvent = Extract<GenerationEvent, { type: 'error' }>
export type FinishReason = DoneEvent['finish_reason']

/** One model of the tenant. `access` is a hint from Snowflake's list; the refusal itself comes with the answer. */
export type ModelView = RouterOutputs['models']['list'][number]

/** A whole conversation to be answered. Left out: the tenant's default model, 4096 tokens, temperature 0.7. */
export type ChatInput = RouterInputs['chat']['complete']
