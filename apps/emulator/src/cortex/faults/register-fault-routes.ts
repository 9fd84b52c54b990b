import type { FastifyError, FastifyInstance } from 'fastify'
import { z } from 'zod'
import { FaultRule, type FaultRules, KNOWN_FAULTS } from './fault-rules.ts'

const PATH = '/_emulator/faults'

/**
 * Control of the faults: `GET` shows them, `PUT` replaces them, `DELETE` takes them back. No credential is asked for:
 * the emulator listens on loopback and checks `Host`, and a page from elsewhere cannot send JSON here without a
 * preflight that is never granted. So only JSON is taken.
 */
export function registerFaultRoutes(app: FastifyInstance, rules: FaultRules): void {
  app.register(async (scope) => {
    scope.removeContentTypeParser('text/plain')
    scope.setErrorHandler((error: FastifyError, _request, reply) =>
      reply.code(error.statusCode ?? 500).send({ message: error.message }),
    )
    scope.get(PATH, async () => ({ rules: rules.list(), known: KNOWN_FAULTS }))
    scope.put(PATH, async (request, reply) => {
      const parsed = z.array(FaultRule).safeParse(request.body)
      if (!parsed.success) return reply.code(400).send({ message: z.prettifyError(parsed.error) })
      rules.set(...parsed.data)
      return { rules: rules.list() }
    })
    scope.delete(PATH, async (_request, reply) => {
      rules.clear()
      return reply.code(204).send()
    })
  })
}
