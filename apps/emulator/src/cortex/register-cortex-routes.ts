import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { type CallContext, refuse } from './call-context.ts'
import { createChatCompletions } from './chat-completions.ts'
import type { CortexDeps } from './cortex-deps.ts'
import { createEmbeddings } from './embeddings.ts'
import { createFaultRules } from './faults/fault-rules.ts'
import { registerFaultRoutes } from './faults/register-fault-routes.ts'
import { createModelServer } from './model-server/model-server.ts'
import { createRecordedCalls } from './recorded-calls.ts'
import { internalError, invalidPayload, methodNotAllowed, payloadTooLarge } from './refusal.ts'
import { createSearchQuery } from '../search/search-query.ts'
import { SEARCH_PATH } from '../search/service-path.ts'
import { createUsableModels } from './usable-models.ts'
import { createLocalWriter } from './writer/local-writer.ts'

const CHAT_PATH = '/api/v2/cortex/v1/chat/completions'
/** A colon with another behind it: the router takes a single one for a parameter. */
const EMBED_PATH = '/api/v2/cortex/inference::embed'
const MODELS_PATH = '/api/v2/cortex/models'

/** 20 MiB of images (documented) in base64, and some text around them. */
const BODY_LIMIT_BYTES = 30 * 1024 * 1024

const EVERY_METHOD: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

type Endpoint = (reply: FastifyReply, body: Buffer, context: CallContext) => Promise<unknown>

/**
 * Adds the Cortex endpoints and the control of their faults to an emulator.
 * @returns what tests in the same process use: faults to set, and the calls that came
 */
export function registerCortexRoutes(app: FastifyInstance, deps: CortexDeps) {
  const faults = createFaultRules()
  const calls = createRecordedCalls()
  const contexts = new WeakMap<FastifyRequest, CallContext>()
  const running = new Set<AbortController>()
  const source = deps.modelUrl === null ? createLocalWriter(deps.pace) : createModelServer(deps.modelUrl)
  const chat = createChatCompletions({ ...deps, source, faults })
  const embeddings = createEmbeddings({ ...deps, faults })
  const models = createUsableModels({ ...deps, faults })
  const search = createSearchQuery({ ...deps, faults })

  registerFaultRoutes(app, faults)
  app.addHook('preClose', async () => {
    for (const call of running) call.abort()
  })
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // The body is read as bytes whatever it calls itself, so that "not a valid payload" is said in Snowflake's words.
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) =>
      done(null, body),
    )
    scope.addHook('onRequest', async (request, reply) => void reply.header('x-snowflake-request-id', request.id))
    scope.setErrorHandler((error: FastifyError, request, reply) => {
      if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse(reply, payloadTooLarge, request.id)
      if ((error.statusCode ?? 500) < 500) return refuse(reply, invalidPayload, request.id)
      request.log.error({ err: error }, 'a Cortex call failed')
      return refuse(reply, internalError, request.id)
    })
    route('POST', CHAT_PATH, chat)
    route('POST', EMBED_PATH, embeddings)
    route('GET', MODELS_PATH, models)
    route('POST', SEARCH_PATH, search)

    function route(method: HTTPMethods, url: string, endpoint: Endpoint): void {
      scope.route({
        method,
        url,
        exposeHeadRoute: false,
        onRequest: async (request, reply) => signIn(request, reply),
        handler: async (request, reply) => serve(endpoint, request, reply),
      })
      const others = EVERY_METHOD.filter((other) => other !== method)
      scope.route({
        method: others,
        url,
        handler: async (request, reply) => refuse(reply.header('allow', method), methodNotAllowed, request.id),
      })
    }
  })

  /** Runs before the body is read: who is not signed in sends it for nothing. */
  async function signIn(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { method, url, headers } = request
    const recording = calls.begin({ method, path: url, headers })
    const departure = new AbortController()
    running.add(departure)
    reply.raw.once('close', () => {
      running.delete(departure)
      departure.abort()
      const atMs = performance.now()
      const { writableFinished, statusCode } = reply.raw
      recording.finish(writableFinished ? { how: 'finished', atMs, statusCode } : { how: 'aborted', atMs })
    })
    const result = deps.authenticate(request)
    if (!result.ok) return reply.code(result.status).send({ ...result.body, request_id: request.id })
    recording.signedIn(result.caller)
    const askedFault = request.headers['x-emulator-fault']
    contexts.set(request, {
      caller: result.caller,
      requestId: request.id,
      departed: departure.signal,
      askedFault: Array.isArray(askedFault) ? askedFault.join(',') : askedFault,
      recording,
    })
    return undefined
  }

  async function serve(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const context = contexts.get(request)
    if (context === undefined) throw new Error('a call reached its endpoint without being signed in')
    try {
      return await endpoint(reply, await bodyOf(request), context)
    } catch (error) {
      if (!context.departed.aborted) throw error
      return reply.sent ? undefined : reply.hijack()
    }
  }

  return {
    faults: { set: faults.set, clear: faults.clear, list: faults.list },
    calls: { list: calls.list, nth: calls.nth, clear: calls.clear },
  }
}

export type CortexHandles = ReturnType<typeof registerCortexRoutes>

/** Fastify does not read the body of a GET; Snowflake does. */
async function bodyOf(request: FastifyRequest): Promise<Buffer> {
  if (Buffer.isBuffer(request.body)) return request.body
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.raw) {
    bytes += chunk.length
    if (bytes > BODY_LIMIT_BYTES)
      throw Object.assign(new Error('body too large'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
