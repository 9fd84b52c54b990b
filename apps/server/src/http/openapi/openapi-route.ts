import type { FastifyInstance } from 'fastify'
import { kept, serveKept } from '../serve-kept.ts'
import { OPENAPI_DOCUMENT } from './document.ts'

/** `GET /openapi.json`: what programs may call (OpenAPI 3.1). The same for everybody, and no secret. */
export function useOpenApi(server: FastifyInstance): void {
  const document = kept('application/json; charset=utf-8', JSON.stringify(OPENAPI_DOCUMENT))
  serveKept(server, '/openapi.json', () => document)
}
