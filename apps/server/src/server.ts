import { toHostName } from '@coco/core/settings/host-name'
import fastify from 'fastify'
import type { App, Platform } from './app.ts'
import { type Config, isPrivate } from './config/config.ts'
import type { Secrets } from './config/secrets.ts'
import { useChatStream } from './http/chat-stream.ts'
import { cutStalledReaders } from './http/cut-stalled-readers.ts'
import { useDocumentsRest } from './http/documents-rest.ts'
import { useDocumentsUpload } from './http/documents-upload.ts'
import { useDocs } from './http/docs/docs-route.ts'
import { pathOf, sendError, toAppError, useErrorAnswers } from './http/error-answers.ts'
import { useHealth } from './http/health.ts'
import { answerMalformed, answerOddRequests } from './http/malformed-requests.ts'
import { useIngressSignIn } from './http/ingress-routes.ts'
import { closeIdleSockets, trackSockets } from './http/open-sockets.ts'
import { useMetrics } from './http/metrics.ts'
import { useOidc } from './http/oidc-routes.ts'
import { useOpenApi } from './http/openapi/openapi-route.ts'
import { createReceiveUpload } from './http/receive-upload.ts'
import { requestIdOf } from './http/request-id.ts'
import { useSourceChecks } from './http/requests-from-elsewhere.ts'
import { useSecurityHeaders } from './http/security-headers.ts'
import { createSlowUploads } from './http/slow-uploads.ts'
import { watchSurface } from './http/surface.ts'
import { createSessionCookies } from './http/session-cookies.ts'
import { useTrpc } from './http/trpc-endpoint.ts'
import { useWebApp } from './http/web-app.ts'

/** The head alone, of which a slow sender needs nothing like the time for a body. */
const HEAD_TIMEOUT_MS = 15_000

/** Everything that is reached over HTTP, around one app. */
export function createServer(
  app: App,
  { config, secrets, platform, webFolder }: { config: Config; secrets: Secrets; platform: Platform; webFolder: string },
) {
  const { clock, ids, log } = platform
  const { requests, writeStallMs } = config.limits
  const { uploadMs: maxMs, uploadBytesPerSecond: minBytesPerSecond } = requests
  const slowUploads = createSlowUploads({ maxMs, minBytesPerSecond, clock })
  const server = fastify({
    logger: false,
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id'], ids.uuid),
    bodyLimit: requests.bodyBytes,
    trustProxy: config.requests.trustProxy === true ? isNextHop : config.requests.trustProxy,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2_000 },
    requestTimeout: requests.wholeMs,
    // Node looks for slow requests only every 30 s unless told otherwise.
    http: {
      headersTimeout: Math.min(HEAD_TIMEOUT_MS, requests.wholeMs),
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: requests.headBytes,
      requireHostHeader: false,
    },
    clientErrorHandler(error, socket) {
      // Node says it once in a request and goes on reading.
      if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && slowUploads.isWatched(socket)) return
      answerMalformed(error, socket, ids.uuid)
    },
    // An address that cannot be decoded comes before every hook.
    frameworkErrors(error, request, reply) {
      sendError(request, reply.header('x-request-id', request.id), toAppError(error, request))
    },
  })

  // Who is refused is not read: bodies are parsed only where a route asks for one.
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', (_request, _body, done) => done(null))
  answerOddRequests(server.server, ids.uuid)

  server.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  // Whoever is answered before all was sent should stop sending.
  server.addHook('onSend', async ({ raw }, reply) => {
    if (!raw.complete) reply.header('connection', 'close')
  })
  server.addHook('onResponse', async (request, reply) => {
    const { method, url, id: requestId } = request
    log[reply.statusCode >= 400 ? 'info' : 'debug'](
      { requestId, method, path: pathOf(url), status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    )
  })
  const isHttps = config.publicUrl?.protocol === 'https:'
  useSecurityHeaders(server, { frameAncestors: config.requests.frameAncestors, isHttps })
  useSourceChecks(server, allowedSources(config))
  useErrorAnswers(server, log)

  const surface = watchSurface(server, app.appRouter)
  useMetrics(server, {
    ...app.metrics,
    token: config.metricsToken,
    isPrivate: isPrivate(config),
    procedures: new Set(surface.procedures.map(({ name }) => name)),
  })
  useHealth(server, {
    isDraining: app.isDraining,
    databaseHealth: app.databaseHealth,
    tenantHealth: app.tenantHealth,
    namesTenants: isPrivate(config),
  })
  useChatStream(server, app.chatStream)
  const publicOrigin = config.publicUrl?.origin ?? null
  useOpenApi(server)
  useDocs(server, { publicOrigin, isBehindIngress: config.ingress !== null })
  const sessionCookies = createSessionCookies({ instanceId: secrets.instanceId, isHttps })
  useTrpc(server, {
    appRouter: app.appRouter,
    identify: app.identify,
    sessionCookies,
    publicOrigin,
    maxBatchCalls: requests.batchCalls,
    refused: app.metrics.refused,
    log,
  })
  const { documents, takePlace, onForbidden } = app.documents
  const { bytes: maxBytes } = config.limits.reading
  const receive = createReceiveUpload({ takePlace, watchSlow: slowUploads.watch })
  const uploading = { identify: app.identify, receive, onForbidden, maxBytes }
  useDocumentsUpload(server, { ...uploading, take: documents.take, sessionCookies, publicOrigin })
  useDocumentsRest(server, { ...uploading, documents, maxQueryBytes: requests.bodyBytes })
  if (app.oidc !== null) {
    const cookieName = `coco_oidc_${secrets.instanceId}`
    useOidc(server, { ...app.oidc, sessionCookies, cookieName, isHttps, publicOrigin, log })
  }
  if (app.ingress !== null) useIngressSignIn(server, { ...app.ingress, sessionCookies, log })
  useWebApp(server, webFolder, config.requests.frameAncestors)

  const sockets = trackSockets(server.server)
  const endChecks = cutStalledReaders(sockets, { stallMs: writeStallMs, clock })
  server.addHook('onClose', async () => endChecks())
  return { server, surface, closeIdleSockets: () => closeIdleSockets(server.server, sockets) }
}

/** Not `true`: that believes the leftmost address in the header, which a caller may have written before the proxy adds theirs. */
const isNextHop = (_address: string, hop: number) => hop === 0

function allowedSources({ listen, publicUrl, requests }: Config) {
  const named = [listen.host, ...(publicUrl === null ? [] : [publicUrl.hostname]), ...requests.allowedHosts]
  return {
    hosts: new Set(named.map(toHostName)),
    origins: new Set([...(publicUrl === null ? [] : [publicUrl.origin]), ...requests.allowedOrigins]),
    takesProbes: !listen.isLoopback,
  }
}
