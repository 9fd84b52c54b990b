import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

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
  server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
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
        frameAncestors: frameAncestors.length === 0 ? ["'none'"] : [...frameAncestors],
      },
    },
    strictTransportSecurity: isHttps,
    xFrameOptions: frameAncestors.length === 0 ? { action: 'deny' } : false,
    referrerPolicy: { policy: 'no-referrer' },
  })

  server.addHook('onSend', async (_request, reply) => {
    const set = reply.getHeader('cache-control')
    if (set === undefined) reply.header('cache-control', 'no-store')
    // tRPC's event streams say only no-cache, which still lets a cache keep them.
    else if (set === 'no-cache, no-transform') reply.header('cache-control', 'no-store, no-transform')
  })
}
