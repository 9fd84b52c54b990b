import type { TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODE_NUMBER } from '@trpc/server'
import type { ErrorCode } from './generation-event.ts'

/** The part of an error that is the server's own, in `error.data.coco` of a tRPC error. */
export interface ErrorData {
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

/** A tRPC error as the server formats it. Written out, so that its words reach an editor; a type test compares them. */
export interface ErrorShape {
  code: TRPC_ERROR_CODE_NUMBER
  message: string
  data: {
    code: TRPC_ERROR_CODE_KEY
    httpStatus: number
    path?: string
    coco: ErrorData
  }
}
