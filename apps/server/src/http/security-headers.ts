import type { FastifyInstance } from 'fastify'
import helmet, { type HelmetOptions } from 'helmet'
import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { Socket } from 'node:net'

/**
 * The second wall behind escaping: nothing is loaded from, sent to or framed by anywhere else. API answers are not
 * stored by anybody on the way.
 *
 * @param frameAncestors who may show Coco in a frame; nobody when empty
 */
export function useSecurityHeaders(
  server: FastifyInstance,
  { frameAncestors, isHttps }: { frameAncestors: readonly string[]; isHttps: boolean },
): void {
  const headers = headersOf({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...DIRECTIVES, frameAncestors: frameAncestors.length === 0 ? ["'none'"] : [...frameAncestors] },
    },
    strictTransportSecurity: isHttps,
    // Knows no list, so where somebody may frame Coco only the policy says whom.
    xFrameOptions: frameAncestors.length === 0 ? { action: 'deny' } : false,
    referrerPolicy: { policy: 'no-referrer' },
  })

  server.addHook('onRequest', async (_request, reply) => void reply.headers(headers))
  server.addHook('onSend', async (_request, reply) => {
    const set = reply.getHeader('cache-control')
    if (set === undefined) reply.header('cache-control', 'no-store')
    // tRPC's event streams say only no-cache, which still lets a cache keep them.
    else if (set === 'no-cache, no-transform') reply.header('cache-control', 'no-store, no-transform')
  })
}

/** Helmet is asked once, of an answer that nobody gets: for each real one it would take a tenth of what a request costs. */
function headersOf(options: HelmetOptions): OutgoingHttpHeaders {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  helmet(options)(request, response, (error?: unknown) => {
    if (error !== undefined) throw error
  })
  return { ...response.getHeaders() }
}

const DIRECTIVES = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  connectSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  workerSrc: ["'self'"],
  frameSrc: ["'self'"],
  manifestSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
}
