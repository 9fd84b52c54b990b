import type { ErrorCode } from '@coco/shared/error-codes'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Secret } from '../platform/secret.ts'
import { pathOf, sendNotFound, toAppError } from './error-answers.ts'
import { forwardedBy } from './forwarded-by.ts'

export interface MetricsDeps {
  requestEnded: (request: { method: string; route: string; status: number; seconds: number }) => void
  refused: (code: ErrorCode) => void
  render: () => Promise<{ contentType: string; text: string }>
  /** What a reader from elsewhere must send as `Authorization: Bearer …`; null: nobody from elsewhere reads. */
  token: Secret | null
  /** Whether only this machine can reach the server: then whoever comes from here needs no token. */
  isPrivate: boolean
  /** Names of procedures: anything else that is called is one route, or a stranger could make any number of them. */
  procedures: ReadonlySet<string>
}

/** Counts every request, and shows the figures at `/metrics`. For others than the operator there is no such page. */
export function useMetrics(server: FastifyInstance, deps: MetricsDeps): void {
  server.addHook('onResponse', async (request, reply) => {
    const seconds = reply.elapsedTime / 1_000
    deps.requestEnded({ method: request.method, route: routeOf(request), status: reply.statusCode, seconds })
  })
  server.addHook('onError', async (request, _reply, error) => deps.refused(toAppError(error, request).code))

  server.get('/metrics', async (request, reply) => {
    if (!mayRead(request)) return sendNotFound(request, reply)
    const { contentType, text } = await deps.render()
    return reply.type(contentType).send(text)
  })

  function mayRead({ headers }: FastifyRequest): boolean {
    if (deps.isPrivate && forwardedBy(headers) === null) return true
    const sent = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
    return sent !== undefined && deps.token !== null && isSame(sent, deps.token.reveal())
  }

  function routeOf(request: FastifyRequest): string {
    const route = request.routeOptions.url ?? 'none'
    if (!route.startsWith('/trpc/')) return route
    const name = pathOf(request.url).slice('/trpc/'.length)
    if (deps.procedures.has(name)) return `/trpc/${name}`
    return name.includes(',') ? '/trpc/batch' : '/trpc/unknown'
  }
}

/** Digests have one length, so that the comparison tells nothing of either text. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}
