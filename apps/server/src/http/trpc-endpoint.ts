import cookie from '@fastify/cookie'
import type { ErrorCode } from '@coco/shared/error-codes'
import type { TRPCError } from '@trpc/server'
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AppRouter } from '../api.ts'
import type { Identify } from '../features/identity/viewer.ts'
import { AppError } from '../platform/app-error.ts'
import type { Logger } from '../platform/logger.ts'
import type { Context } from '../trpc/context.ts'
import { type CocoErrorData, toCocoErrorData, toErrorEnvelope } from '../trpc/trpc-errors.ts'
import type { Viewer } from '../trpc/viewer.ts'
import { checkBrowserChange } from './browser-changes.ts'
import { sourceOf } from './call-source.ts'
import { toAppError } from './error-answers.ts'
import { forwardedBy } from './forwarded-by.ts'
import { ingressUserOf } from './ingress-user.ts'
import { refuseJsonLines } from './json-lines.ts'
import { retryHeaders } from './rate-limit-headers.ts'
import type { SessionCookies } from './session-cookies.ts'

export interface TrpcEndpointDeps {
  appRouter: AppRouter
  identify: Identify
  sessionCookies: SessionCookies
  /** Where people reach the page when a proxy stands in front. */
  publicOrigin: string | null
  maxBatchCalls: number
  /** Hears of every error of a procedure. */
  refused: (code: ErrorCode) => void
  log: Logger
}

/** tRPC at `/trpc`. Bodies are JSON only: tRPC itself would take a multipart form from a foreign page. */
export function useTrpc(server: FastifyInstance, deps: TrpcEndpointDeps): void {
  server.register(
    async (scope) => {
      await scope.register(cookie)
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
      scope.addHook('onRequest', async (request) => {
        checkBrowserChange(request, deps.publicOrigin)
        refuseJsonLines(request.headers)
      })
      scope.setErrorHandler((thrown, request, reply) => {
        const error = toAppError(thrown, request)
        if (error.code === 'internal') deps.log.error({ err: thrown, requestId: request.id }, 'a request failed')
        const { status, body } = toErrorEnvelope(error, request.id)
        return reply.code(status).headers(retryHeaders(error)).send(body)
      })
      scope.addHook('onSend', async (request, _reply, payload) => finishRefusal(payload, request.id))
      scope.route({
        method: ['GET', 'POST'],
        url: '/:path',
        handler: (req, res) =>
          fastifyRequestHandler<AppRouter, FastifyRequest, FastifyReply>({ ...options, req, res, path: pathOf(req) }),
      })
    },
    { prefix: '/trpc' },
  )

  const options = {
    router: deps.appRouter,
    maxBatchSize: deps.maxBatchCalls,
    createContext: ({ req, res }: { req: FastifyRequest; res: FastifyReply }) => createContext(req, res),
    responseMeta({ errors }: { errors: readonly Error[] }) {
      const cause = errors[0]?.cause
      return cause instanceof AppError ? { headers: retryHeaders(cause) } : {}
    },
    onError({ error, path, req }: { error: TRPCError; path: string | undefined; req: FastifyRequest }) {
      deps.refused(toCocoErrorData(error, req.id).code)
      if (error.code !== 'INTERNAL_SERVER_ERROR') return
      deps.log.error({ err: error.cause ?? error, requestId: req.id, procedure: path }, 'a procedure failed')
    },
  }

  async function createContext(request: FastifyRequest, reply: FastifyReply): Promise<Context> {
    const common = {
      requestId: request.id,
      source: sourceOf(request),
      forwardedBy: forwardedBy(request.headers),
      sessionCookie: deps.sessionCookies.writer(request, reply),
    }
    try {
      return { ...common, viewer: await viewerOf(request, common), refusal: null }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { ...common, viewer: null, refusal: error }
    }
  }

  function viewerOf(
    request: FastifyRequest,
    from: Pick<Context, 'source' | 'forwardedBy' | 'sessionCookie'>,
  ): Promise<Viewer | null> {
    const tokens = deps.sessionCookies.read(request)
    const apiKey = request.headers['x-api-key']
    const { authorization } = request.headers
    return deps.identify({
      source: from.source,
      forwardedBy: from.forwardedBy,
      ingressUser: ingressUserOf(request.headers),
      ...(tokens === null ? {} : { session: { ...tokens, keep: from.sessionCookie.set } }),
      ...(apiKey === undefined ? {} : { apiKey: String(apiKey) }),
      ...(authorization === undefined ? {} : { authorization }),
    })
  }
}

/** What tRPC refuses before it has found a procedure is JSON without a type, so `Response` says text, and without our id. */
async function finishRefusal(payload: unknown, requestId: string): Promise<unknown> {
  if (!(payload instanceof Response) || !payload.headers.get('content-type')?.startsWith('text/plain')) return payload
  const body = (await payload.json()) as { error: { data: { coco: CocoErrorData } } }
  body.error.data.coco.requestId = requestId
  payload.headers.set('content-type', 'application/json')
  return new Response(JSON.stringify(body), payload)
}

/** Encoded, because tRPC decodes it once more. */
const pathOf = (request: FastifyRequest) => encodeURIComponent((request.params as { path: string }).path)
