import type { ErrorCode } from '@coco/shared/error-codes'
import { TRPCError } from '@trpc/server'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { ZodError, z } from 'zod'
import { AppError } from '../platform/app-error.ts'
import { errorCodeOf, httpStatusOf, trpcCodeOf } from './error-codes.ts'

/** The part of an error that is ours, in `error.data.coco`. */
export interface CocoErrorData {
  code: ErrorCode
  /** A sentence for a person. */
  message: string
  requestId: string
  retryAfterMs?: number
  /** The limit that was met: how many calls the tenant may make, all its people together, in how many milliseconds. */
  limit?: { calls: number; windowMs: number }
  /** The SQL that would allow what was refused, for those who may see it. */
  fix?: string
  /** Which fields did not parse, as `messages.0.content`, with what each should be. */
  fields?: { path: string; message: string }[]
}

export function toTrpcError(error: AppError): TRPCError {
  return new TRPCError({ code: trpcCodeOf(error.code), message: error.message, cause: error })
}

/** An error from before tRPC took over (a guard, a body that is too large), in the shape that its clients read. */
export function toErrorEnvelope(error: AppError, requestId: string) {
  const coco = toCocoErrorData(toTrpcError(error), requestId)
  const code = trpcCodeOf(error.code)
  const httpStatus = httpStatusOf(error.code)
  const shape = { message: coco.message, code: TRPC_ERROR_CODES_BY_KEY[code], data: { code, httpStatus, coco } }
  return { status: httpStatus, body: { error: shape, code: coco.code, message: coco.message, request_id: requestId } }
}

/** An `AppError` keeps its words; input that does not parse names its fields; anything else says nothing of itself. */
export function toCocoErrorData(error: TRPCError, requestId: string): CocoErrorData {
  const { cause } = error
  if (cause instanceof AppError) {
    return {
      code: cause.code,
      message: cause.message,
      requestId,
      ...(cause.retryAfterMs === undefined ? {} : { retryAfterMs: cause.retryAfterMs }),
      ...(cause.limit === undefined ? {} : { limit: { calls: cause.limit.limit, windowMs: cause.limit.windowMs } }),
      ...(cause.fix === undefined ? {} : { fix: cause.fix }),
    }
  }
  if (cause instanceof ZodError) {
    const fields = cause.issues
      .slice(0, 10)
      .map((issue) => ({ path: z.core.toDotPath(issue.path), message: issue.message }))
    const named = fields.map((field) => field.path || 'input').join(', ')
    return { code: 'invalid_input', message: `Please correct: ${named}.`, requestId, fields }
  }
  const code = errorCodeOf(error.code)
  return { code, message: SENTENCES[code] ?? 'Something went wrong on our side. Please try again.', requestId }
}

const SENTENCES: Partial<Record<ErrorCode, string>> = {
  invalid_input: 'The request could not be read. Check that it is JSON and as the procedure expects it.',
  not_signed_in: 'Please sign in.',
  forbidden: 'You may not do this.',
  not_found: 'There is nothing here.',
  method_not_allowed: 'This procedure is called with another HTTP method.',
  payload_too_large: 'The request is too large.',
  unsupported_media_type: 'Send the request as application/json.',
}
