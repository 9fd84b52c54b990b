import type { FastifyInstance } from 'fastify'
import { OPERATIONS } from './operations.ts'

/** `GET /openapi.json`: what programs may call (OpenAPI 3.1). The same for everybody, and no secret. */
export function useOpenApi(server: FastifyInstance): void {
  const text = JSON.stringify({
    openapi: '3.1.0',
    info: {
      title: 'Coco',
      version: '1',
      summary: 'Chat and documents on Snowflake Cortex, for programs of a tenant',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths: OPERATIONS,
    components: {
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  })
  server.get('/openapi.json', (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('application/json; charset=utf-8').send(text),
  )
}
