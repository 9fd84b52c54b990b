import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AppError } from '../platform/app-error.ts'
import { httpStatusOf } from '../trpc/error-codes.ts'
import { retryHeaders } from './rate-limit-headers.ts'

/** Methods of the routes of documents for programs; what is another method there is 405. */
const DOCUMENT_ROUTES: readonly { path: RegExp; allow: string }[] = [
  { path: /^\/v1\/query\/?$/, allow: 'POST' },
  { path: /^\/v1\/documents\/?$/, allow: 'GET, POST' },
  { path: /^\/v1\/documents\/[^/]+\/?$/, allow: 'DELETE' },
]

/** What may be done at this path; null: it is none of those that answer with problem details. */
export function methodsOfDocuments(path: string): string | null {
  return DOCUMENT_ROUTES.find((route) => route.path.test(path))?.allow ?? null
}

/** Every error under these paths, whoever found it, has the same form. */
export function wantsProblem(path: string): boolean {
  return /^\/v1\/(query|documents)(\/|$)/.test(path)
}

/** One field that is not as it should be, by its name in the body. */
export interface FieldProblem {
  field: string
  detail: string
}

/**
 * An error as RFC 9457 has it, at the top level. `type` is a name, not an address: nothing is to be fetched there.
 * @param more.status other than that of the code, where the way the request was wrong has one of its own
 * @param more.problem what was wrong with a file, in a word
 */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  error: AppError,
  more: { status?: number; errors?: readonly FieldProblem[]; problem?: string } = {},
): FastifyReply {
  const status = more.status ?? httpStatusOf(error.code)
  // A program that sent no credential, or a wrong one, is told which are taken (RFC 9110 §11.6.1).
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="coco"')
  return reply
    .code(status)
    .headers(retryHeaders(error))
    .type('application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({
        type: `urn:coco:error:${error.code}`,
        title: titleOf(error.code),
        status,
        detail: error.message,
        code: error.code,
        request_id: request.id,
        ...(error.retryAfterMs === undefined ? {} : { retry_after_ms: error.retryAfterMs }),
        ...(error.fix === undefined ? {} : { fix: error.fix }),
        ...(more.problem === undefined ? {} : { problem: more.problem }),
        ...(more.errors === undefined ? {} : { errors: more.errors }),
      }),
    )
}

/** The same for every occurrence: what differs is in `detail`. */
function titleOf(code: AppError['code']): string {
  const words = code.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
