import type { FastifyInstance } from 'fastify'
import { assumptions } from '../assumptions.ts'

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i

/**
 * Refuses what was not addressed to this machine. Listening on loopback alone does not help against a page whose host
 * name was pointed at 127.0.0.1 after it was loaded (DNS rebinding); the Host header still names the page's host then.
 */
export function checkHost(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (LOOPBACK.test(request.headers.host ?? '')) return
    const body = {
      code: '403',
      message: 'The emulator answers on 127.0.0.1, localhost and [::1] only.',
      request_id: request.id,
    }
    return reply.code(assumptions.wrongHost.value).send(body)
  })
}
