import { initTRPC } from '@trpc/server'
import { AppError } from '../platform/app-error.ts'
import type { Context } from './context.ts'
import { toCocoErrorData, toTrpcError } from './trpc-errors.ts'
import type { Permission } from './viewer.ts'

/** nginx closes a connection that is silent for 60 s, Snowpark Container Services after 90 s. */
const HEARTBEAT_MS = 15_000

const t = initTRPC.context<Context>().create({
  sse: { ping: { enabled: true, intervalMs: HEARTBEAT_MS }, client: { reconnectAfterInactivityMs: 3 * HEARTBEAT_MS } },
  // A stack alone tells "not yours" from "not there", so it is dropped in every mode, not only in production.
  errorFormatter({ shape, error, ctx }) {
    const coco = toCocoErrorData(error, ctx?.requestId ?? '')
    const { code, httpStatus, path } = shape.data
    return { code: shape.code, message: coco.message, data: { code, httpStatus, ...(path ? { path } : {}), coco } }
  },
  isDev: false,
})

export const router = t.router

/** Anybody may call, but not with a credential that proves nothing. */
export const publicProcedure = t.procedure.use(async ({ ctx, next }) => {
  if (ctx.refusal !== null) throw toTrpcError(ctx.refusal)
  const result = await next()
  if (!result.ok && result.error.cause instanceof AppError) throw toTrpcError(result.error.cause)
  return result
})

/** Whoever proved who they are, and so which tenant they act for. */
export const tenantProcedure = publicProcedure.use(({ ctx, next }) => {
  if (ctx.viewer === null) throw toTrpcError(new AppError('not_signed_in', 'Please sign in, or send an API key.'))
  return next({ ctx: { viewer: ctx.viewer } })
})

/** Only whose roles hold this permission. */
export const procedureFor = (permission: Permission) =>
  tenantProcedure.use(({ ctx, next }) => {
    if (!ctx.viewer.permissions.has(permission)) throw toTrpcError(new AppError('forbidden', 'You may not do this.'))
    return next()
  })
