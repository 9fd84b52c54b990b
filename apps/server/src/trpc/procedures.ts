import type { Permission } from '@coco/shared/identity-views'
import { initTRPC } from '@trpc/server'
import { AppError } from '../platform/app-error.ts'
import type { CallSource } from './call-source.ts'
import type { Context } from './context.ts'
import { toCocoErrorData, toTrpcError } from './trpc-errors.ts'
import type { Viewer } from './viewer.ts'

export type Procedures = ReturnType<typeof createProcedures>

/**
 * @param deps.heartbeatMs how often a silent subscription shows that it is alive; its reader gives up after three times that
 * @param deps.onForbidden told of every call that somebody may not make, for the record
 */
export function createProcedures({
  heartbeatMs,
  onForbidden = () => {},
}: {
  heartbeatMs: number
  onForbidden?: (by: { viewer: Viewer; source: CallSource }, procedure: string) => void
}) {
  const t = initTRPC.context<Context>().create({
    sse: { ping: { enabled: true, intervalMs: heartbeatMs }, client: { reconnectAfterInactivityMs: 3 * heartbeatMs } },
    // A stack alone tells "not yours" from "not there", so it is dropped in every mode, not only in production.
    errorFormatter({ shape, error, ctx }) {
      const coco = toCocoErrorData(error, ctx?.requestId ?? '')
      const { code, httpStatus, path } = shape.data
      return { code: shape.code, message: coco.message, data: { code, httpStatus, ...(path ? { path } : {}), coco } }
    },
    isDev: false,
  })

  /** Anybody may call, but not with a credential that proves nothing. */
  const publicProcedure = t.procedure.use(async ({ ctx, next, path }) => {
    if (ctx.refusal !== null) throw toTrpcError(ctx.refusal)
    const result = await next()
    if (result.ok || !(result.error.cause instanceof AppError)) return result
    const { viewer, source } = ctx
    if (result.error.cause.code === 'forbidden' && viewer !== null) onForbidden({ viewer, source }, path)
    throw toTrpcError(result.error.cause)
  })

  /** Whoever proved who they are, and so which tenant they act for. */
  const tenantProcedure = publicProcedure.use(({ ctx, next }) => {
    if (ctx.viewer === null) throw toTrpcError(new AppError('not_signed_in', 'Please sign in, or send an API key.'))
    return next({ ctx: { viewer: ctx.viewer } })
  })

  /** Only whose roles hold this permission. */
  const procedureFor = (permission: Permission) =>
    tenantProcedure.use(({ ctx, next }) => {
      if (!ctx.viewer.permissions.has(permission)) throw toTrpcError(new AppError('forbidden', 'You may not do this.'))
      return next()
    })

  return { router: t.router, publicProcedure, tenantProcedure, procedureFor }
}
