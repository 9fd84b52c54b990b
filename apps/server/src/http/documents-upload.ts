import cookie from '@fastify/cookie'
import type { UploadPreview } from '@coco/shared/document-views'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Identify } from '../features/identity/viewer.ts'
import { AppError } from '../platform/app-error.ts'
import type { CallSource } from '../trpc/call-source.ts'
import type { Viewer } from '../trpc/viewer.ts'
import { checkBrowserChange } from './browser-changes.ts'
import { sourceOf } from './call-source.ts'
import { forwardedBy } from './forwarded-by.ts'
import { ingressUserOf } from './ingress-user.ts'
import type { ReceiveUpload } from './receive-upload.ts'
import type { SessionCookies } from './session-cookies.ts'

export interface DocumentsUploadDeps {
  identify: Identify
  /** Reads a file and shows how it would be kept. */
  take: (
    viewer: Viewer,
    file: { bytes: Buffer; mediaType: string; fileName: string | null; title: string | null },
    hungUp: AbortSignal,
  ) => Promise<UploadPreview>
  receive: ReceiveUpload
  /** For the record. */
  onForbidden: (by: { viewer: Viewer; source: CallSource }, what: string) => void
  sessionCookies: SessionCookies
  publicOrigin: string | null
  maxBytes: number
}

const PATH = '/documents/uploads'
/** What a form on a foreign page can send without a browser's asking first. */
const OF_FORMS = /^(multipart\/|text\/plain|application\/x-www-form-urlencoded)/i

/**
 * `POST /documents/uploads`: one file as the body, its media type as the content type, its name percent-encoded in
 * `x-file-name`. Who may not upload is refused before a byte of it is read.
 */
export function useDocumentsUpload(server: FastifyInstance, deps: DocumentsUploadDeps): void {
  const viewers = new WeakMap<FastifyRequest, Viewer>()

  server.register(async (scope) => {
    await scope.register(cookie)
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    scope.addHook('onRequest', async (request, reply) => {
      checkBrowserChange(request, deps.publicOrigin, (type) => type !== '' && !OF_FORMS.test(type))
      const viewer = await requireUploader(request, reply)
      viewers.set(request, viewer)
      deps.receive.begin(request, reply, viewer)
    })
    scope.post(PATH, { bodyLimit: deps.maxBytes }, async (request, reply) => {
      const viewer = viewers.get(request)
      if (viewer === undefined) throw new Error('a request without a caller came through')
      const file = {
        bytes: (request.body as Buffer | undefined) ?? Buffer.alloc(0),
        mediaType: request.headers['content-type'] ?? '',
        fileName: fileNameOf(request),
        title: null,
      }
      const preview = await deps.receive.hold(request, (hungUp) => deps.take(viewer, file, hungUp))
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(preview))
    })
  })

  async function requireUploader(request: FastifyRequest, reply: FastifyReply): Promise<Viewer> {
    const tokens = deps.sessionCookies.read(request)
    const apiKey = request.headers['x-api-key']
    const { authorization } = request.headers
    const source = sourceOf(request)
    const viewer = await deps.identify({
      source,
      forwardedBy: forwardedBy(request.headers),
      ingressUser: ingressUserOf(request.headers),
      ...(tokens === null ? {} : { session: { ...tokens, keep: deps.sessionCookies.writer(request, reply).set } }),
      ...(apiKey === undefined ? {} : { apiKey: String(apiKey) }),
      ...(authorization === undefined ? {} : { authorization }),
    })
    if (viewer === null) throw new AppError('not_signed_in', 'Please sign in, or send an API key.')
    if (!viewer.permissions.has('ingest_documents')) {
      deps.onForbidden({ viewer, source }, `POST ${PATH}`)
      throw new AppError('forbidden', 'Only editors and admins add documents.')
    }
    return viewer
  }
}

/** Percent-encoded UTF-8, because a header holds less than a file name. */
export function fileNameOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  return decodeHeader(headers['x-file-name'])
}

/** @throws AppError invalid_input */
export function decodeHeader(value: string | string[] | undefined): string | null {
  if (value === undefined || value === '') return null
  try {
    return decodeURIComponent(String(value))
  } catch {
    throw new AppError('invalid_input', 'A header must be percent-encoded UTF-8.')
  }
}
