import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../platform/app-error.ts'
import type { Logger } from '../platform/logger.ts'
import { httpStatusOf } from '../trpc/error-codes.ts'
import { methodsOfDocuments, sendProblem, wantsProblem } from './problem-json.ts'
import { retryHeaders } from './rate-limit-headers.ts'

/** Every error of every route: a code, a sentence and a request id, as JSON. Clients of the quickstart read `detail`. */
export interface ErrorBody {
  code: string
  message: string
  request_id: string
  retry_after_ms?: number
  detail?: unknown
}

/** Answers whatever was thrown. What is not ours is logged and says nothing of itself. */
export function useErrorAnswers(server: FastifyInstance, log: Logger): void {
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const appError = toAppError(error, request)
    if (appError.code === 'internal') log.error({ err: error, requestId: request.id }, 'a request failed')
    return sendError(request, reply, appError)
  })
  server.setNotFoundHandler((request, reply) => sendNotFound(request, reply))
}

export function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  error: AppError,
  detail?: unknown,
): FastifyReply {
  if (wantsProblem(pathOf(request.url))) return sendProblem(request, reply, error)
  reply.headers(retryHeaders(error))
  const isV1 = request.url.startsWith('/v1')
  const code = error.code.toUpperCase()
  const body: ErrorBody = {
    ...(isV1 ? { detail: detail ?? { code, message: error.message } } : {}),
    code: error.code,
    message: error.message,
    request_id: request.id,
    ...(error.retryAfterMs === undefined ? {} : { retry_after_ms: error.retryAfterMs }),
  }
  return reply.code(httpStatusOf(error.code)).type('application/json; charset=utf-8').send(body)
}

/** @param request the one that failed: its route knows how large a body may be */
export function toAppError(error: unknown, request: FastifyRequest): AppError {
  if (error instanceof AppError) return error
  const { code, statusCode } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new AppError(
      'payload_too_large',
      `The request is too large: ${describeBytes(request.routeOptions.bodyLimit ?? 0)} at most.`,
    )
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new AppError('unsupported_media_type', 'Send the request as application/json.')
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new AppError('invalid_input', 'The request could not be read.', { cause: error })
  }
  return new AppError('internal', 'Something went wrong on our side. Please try again.', { cause: error })
}

function describeBytes(bytes: number): string {
  return bytes % MIB === 0 ? `${bytes / MIB} MiB (${bytes} bytes)` : `${bytes} bytes`
}

const MIB = 1_048_576

const METHODS_BY_PATH: Readonly<Record<string, string>> = {
  '/': 'GET',
  '/healthz': 'GET',
  '/readyz': 'GET',
  '/openapi.json': 'GET, HEAD',
  '/docs': 'GET, HEAD',
  '/docs/page.css': 'GET, HEAD',
  '/docs/page.js': 'GET, HEAD',
  '/v1/chat/stream': 'POST',
  '/documents/uploads': 'POST',
  '/auth/oidc/start': 'GET',
  '/auth/oidc/callback': 'GET',
}

/** A path that is there under another method is 405 and says which. */
export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = pathOf(request.url).replace(/(?<=.)\/$/, '')
  const allow = METHODS_BY_PATH[path] ?? methodsOfDocuments(path) ?? undefined
  // A route that this deployment does not have is not there under its own method either.
  if (allow === undefined || allow.split(', ').includes(request.method))
    return sendError(request, reply, new AppError('not_found', 'There is nothing here.'), 'Not Found')
  reply.header('allow', allow)
  const error = new AppError('method_not_allowed', `Use ${allow} here.`)
  return sendError(request, reply, error, 'Method Not Allowed')
}

/** Without the query: it may hold what nobody should log. */
export function pathOf(url: string): string {
  const end = url.search(/[?#;]/)
  return end === -1 ? url : url.slice(0, end)
}
