import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'

/** Something that stays as it is for as long as the server runs. */
export interface Kept {
  type: string
  text: string
  etag: string
}

export function kept(type: string, text: string): Kept {
  return { type, text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` }
}

/**
 * `GET` and `HEAD` of what is the same for everybody. Kept by whoever likes, and asked for anew each time: whoever has it already
 * gets 304 (RFC 9110 §13.1.2).
 */
export function serveKept(server: FastifyInstance, path: string, find: (request: FastifyRequest) => Kept): void {
  server.route({
    method: ['GET', 'HEAD'],
    url: path,
    handler: (request, reply) => send(request, reply, find(request)),
  })
}

function send(request: FastifyRequest, reply: FastifyReply, { type, text, etag }: Kept): FastifyReply {
  reply.headers({ 'cache-control': 'no-cache', etag })
  return names(request.headers['if-none-match'], etag) ? reply.code(304).send() : reply.type(type).send(text)
}

/** A list, in which proxies that compress have made tags weak; or `*`, which is any. */
function names(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? []
  return tags.includes('*') || tags.includes(etag)
}
