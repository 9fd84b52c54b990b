import type { inferRouterInputs, inferRouterOutputs, TRPCBuiltRouter } from '@trpc/server'
import type { ErrorShape } from './error-shape.ts'
import type { Procedures } from './wire.ts'

/** Everything that can be called over tRPC, for `createTRPCClient<AppRouter>()` and the like. */
export type AppRouter = TRPCBuiltRouter<
  { ctx: object; meta: object; errorShape: ErrorShape; transformer: false },
  Procedures
>
export type RouterInputs = inferRouterInputs<AppRouter>
export type RouterOutputs = inferRouterOutputs<AppRouter>

/** One model of the tenant. `access` is a hint from Snowflake's list; the refusal itself comes with the answer. */
export type ModelView = RouterOutputs['models']['list'][number]

/** A whole conversation to be answered. Left out: the tenant's default model, 4096 tokens, temperature 0.7. */
export type ChatInput = RouterInputs['chat']['complete']
