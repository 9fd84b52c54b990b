import type { FastifyInstance } from 'fastify'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OPENAPI_DOCUMENT } from '../openapi/document.ts'
import { type Kept, kept, serveKept } from '../serve-kept.ts'
import { docsPage } from './docs-page.ts'

/**
 * `GET /docs`: what programs may call, for people. Made from the document that `/openapi.json` sends; the same for everybody who
 * comes to the same address.
 *
 * @param publicOrigin null: examples name the address that the reader asked at
 */
export function useDocs(
  server: FastifyInstance,
  { publicOrigin, isBehindIngress }: { publicOrigin: string | null; isBehindIngress: boolean },
): void {
  let last: { origin: string; page: Kept } | null = null

  function pageFor(origin: string): Kept {
    if (last?.origin === origin) return last.page
    const page = kept('text/html; charset=utf-8', docsPage(OPENAPI_DOCUMENT, { origin, isBehindIngress }))
    last = { origin, page }
    return page
  }

  const style = kept('text/css; charset=utf-8', readBeside('page.css'))
  const script = kept('text/javascript; charset=utf-8', readBeside('page.js'))
  // The host was held against the names of this server before it came here.
  serveKept(server, '/docs', ({ protocol, host }) => pageFor(publicOrigin ?? `${protocol}://${host}`))
  serveKept(server, '/docs/page.css', () => style)
  serveKept(server, '/docs/page.js', () => script)
}

const readBeside = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')
