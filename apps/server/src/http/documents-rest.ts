import { ListDocumentsInput } from '@coco/shared/document-inputs'
import type { Permission } from '@coco/shared/identity-views'
import { DocumentId } from '@coco/shared/ids'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Documents } from '../features/documents/documents.ts'
import type { Identify } from '../features/identity/viewer.ts'
import { AppError } from '../platform/app-error.ts'
import type { CallSource } from '../trpc/call-source.ts'
import type { Viewer } from '../trpc/viewer.ts'
import { sourceOf } from './call-source.ts'
import {
  DocumentBody,
  isJsonBody,
  parse,
  type Query,
  QueryBody,
  readAboutFile,
  readBody,
  readTags,
  WrongFields,
} from './documents-body.ts'
import { addDocument, NotKept } from './documents-adding.ts'
import { fileNameOf } from './documents-upload.ts'
import { listAnswer, queryAnswer } from './documents-answers.ts'
import { toAppError } from './error-answers.ts'
import { forwardedBy } from './forwarded-by.ts'
import { sendProblem } from './problem-json.ts'
import type { ReceiveUpload } from './receive-upload.ts'

export interface DocumentsRestDeps {
  identify: Identify
  documents: Documents
  receive: ReceiveUpload
  /** For the record. */
  onForbidden: (by: { viewer: Viewer; source: CallSource }, what: string) => void
  maxBytes: number
  maxQueryBytes: number
}

interface Call {
  viewer: Viewer
  source: CallSource
}

/**
 * Documents for programs: `POST /v1/query`, `POST` and `GET /v1/documents`, `DELETE /v1/documents/{id}`, with an API key or a
 * bearer token. Whose tenant it is comes from that and from nothing else. Errors are problem details (RFC 9457).
 */
export function useDocumentsRest(server: FastifyInstance, deps: DocumentsRestDeps): void {
  const { documents } = deps
  const calls = new WeakMap<FastifyRequest, Call>()

  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    scope.setErrorHandler(answerError)

    scope.post('/v1/query', { bodyLimit: deps.maxQueryBytes, onRequest: mayCall('chat') }, async (request, reply) => {
      const call = callOf(request)
      const input = readBody(request, QueryBody)
      const left = new AbortController()
      reply.raw.once('close', () => left.abort())
      const answer = await documents.query(call, input, left.signal)
      return send(reply, 200, queryAnswer(call.viewer.tenant, input.query, answer))
    })

    const adding = { bodyLimit: deps.maxBytes, onRequest: [mayCall('ingest_documents'), receive] }
    scope.post('/v1/documents', adding, async (request, reply) => {
      const call = callOf(request)
      const add = (hungUp: AbortSignal) => addDocument(documents, call, readFile(request), hungUp)
      const { status, body } = await deps.receive.hold(request, add)
      return send(reply, status, body)
    })

    scope.get('/v1/documents', { onRequest: mayCall('chat') }, async (request, reply) => {
      const call = callOf(request)
      const { tags, title, cursor, limit } = request.query as Query
      const wanted = { tags: readTags(tags), title, cursor, limit: limit === undefined ? undefined : Number(limit) }
      const page = await documents.list(call, parse(ListDocumentsInput, wanted))
      return send(reply, 200, listAnswer(call.viewer.tenant, page))
    })

    scope.delete('/v1/documents/:id', { onRequest: mayCall('delete_documents') }, async (request, reply) => {
      const call = callOf(request)
      const id = DocumentId.safeParse((request.params as { id: string }).id)
      // What is no id is one that never was.
      if (!id.success) throw new AppError('not_found', 'There is no such document.')
      await documents.remove(call, { documentId: id.data })
      return send(reply, 200, { deleted: id.data, tenant_id: call.viewer.tenant })
    })
  })

  /** Before the body: who is refused is not read. */
  function mayCall(permission: Permission) {
    return async (request: FastifyRequest): Promise<void> => {
      const source = sourceOf(request)
      const viewer = await requireProgram(request, source)
      if (!viewer.permissions.has(permission)) {
        deps.onForbidden({ viewer, source }, `${request.method} ${request.routeOptions.url ?? ''}`)
        throw new AppError('forbidden', 'You may not do this.')
      }
      calls.set(request, { viewer, source })
    }
  }

  async function requireProgram({ headers }: FastifyRequest, source: CallSource): Promise<Viewer> {
    const apiKey = headers['x-api-key']
    const { authorization } = headers
    const viewer = await deps.identify({
      source,
      forwardedBy: forwardedBy(headers),
      ...(apiKey === undefined ? {} : { apiKey: String(apiKey) }),
      ...(authorization === undefined ? {} : { authorization }),
    })
    if (viewer !== null) return viewer
    throw new AppError('not_signed_in', 'Send an API key in X-API-Key, or Authorization: Bearer with a token.')
  }

  async function receive(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    deps.receive.begin(request, reply, callOf(request).viewer)
  }

  function callOf(request: FastifyRequest): Call {
    const call = calls.get(request)
    if (call === undefined) throw new Error('a request without a caller came through')
    return call
  }
}

/** JSON with a text, or a file as it is. */
function readFile(request: FastifyRequest) {
  const mediaType = request.headers['content-type'] ?? ''
  if (/^(multipart\/|application\/x-www-form-urlencoded)/i.test(mediaType)) {
    throw new AppError('unsupported_media_type', 'Send JSON, or the file itself under its own media type.')
  }
  if (isJsonBody(request)) {
    const { title, content, tags, contains_pii: isPersonal } = readBody(request, DocumentBody)
    const file = { bytes: Buffer.from(content), mediaType: 'text/markdown', fileName: null, title }
    return { file, tags, isPersonal }
  }
  const { title, tags, contains_pii: isPersonal } = readAboutFile(request)
  const bytes = (request.body as Buffer | undefined) ?? Buffer.alloc(0)
  return { file: { bytes, mediaType, fileName: fileNameOf(request), title }, tags, isPersonal }
}

function send(reply: FastifyReply, status: number, body: object): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body))
}

function answerError(thrown: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (thrown instanceof WrongFields) {
    const { errors } = thrown
    const sentence = `Please correct: ${errors.map(({ field }) => field).join(', ')}.`
    return sendProblem(request, reply, new AppError('invalid_input', sentence), { status: 422, errors })
  }
  if (thrown instanceof NotKept) {
    const { error, status, problem } = thrown
    return sendProblem(request, reply, error, { ...(status === null ? {} : { status }), problem })
  }
  const error = toAppError(thrown, request)
  // Logged where all are.
  if (error.code === 'internal') throw thrown
  return sendProblem(request, reply, error)
}
