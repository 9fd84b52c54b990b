import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DIAGRAM_FRAME, protectDiagramFrame } from './diagram-frame.ts'
import { pathOf, sendNotFound } from './error-answers.ts'

/** Vite names what it builds by its content, so it never changes under one name. */
const HASHED = /[/\\]assets[/\\][^/\\]+-[\w-]{8,}\.\w+(?:\.(?:br|gz))?$/

/**
 * The built page, from the same origin. An address inside it (a deep link, a reload) gets the page too.
 *
 * @param frameAncestors who may show Coco in a frame
 */
export function useWebApp(server: FastifyInstance, folder: string, frameAncestors: readonly string[]): void {
  server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    serve: false,
    cacheControl: false,
    dotfiles: 'ignore',
    // The build put compressed copies beside its files.
    preCompressed: true,
    setHeaders(reply, path) {
      reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })

  server.get('/*', (request, reply) => {
    if (!existsSync(join(folder, 'index.html'))) return sendNotBuilt(request, reply)
    const path = decodedPath(request)
    if (path === null || isReserved(path) || isNoPage(path)) return sendNotFound(request, reply)
    if (path === DIAGRAM_FRAME) protectDiagramFrame(reply, frameAncestors)
    if (/\.\w+$/.test(path)) return reply.sendFile(path)
    return path === '/' || wantsPage(request) ? reply.sendFile('index.html') : sendNotFound(request, reply)
  })
}

/** A browser on its way to a page says so; a program that asks for a path that is not there should hear 404. */
function wantsPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') ?? false
}

/** Never the page: a client that asks for JSON at a wrong path should not be answered with HTML and 200. */
function isReserved(path: string): boolean {
  return /^\/(v1|trpc|auth|healthz|readyz|docs|metrics)(\/|$)/.test(path)
}

/** What somebody sends who looks for files: the page has no such address, so it is not given as an answer to it. */
function isNoPage(path: string): boolean {
  return /\/\.|\.\.|\/\/|[\\%\p{Cc}]/u.test(path)
}

function decodedPath(request: FastifyRequest): string | null {
  try {
    return decodeURIComponent(pathOf(request.url))
  } catch {
    return null
  }
}

function sendNotBuilt(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (isReserved(pathOf(request.url)) || !wantsPage(request)) return sendNotFound(request, reply)
  return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT)
}

const NOT_BUILT = `<!doctype html>
<html lang="en">
<title>Coco</title>
<h1>The page is not built yet</h1>
<p>Run <code>npm start</code> in Coco's folder: it builds the page and starts everything.</p>
</html>
`
