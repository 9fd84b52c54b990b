import { ErrorAnswer, Problem } from './answers.ts'
import type { Operation } from './operation.ts'
import { OPERATIONS } from './operations.ts'
import { PROBLEM_TYPES, type ProblemType } from './problem-types.ts'
import { schemaOf } from './schema-of.ts'

/** What of OpenAPI 3.1 the document uses. */
export interface OpenApiDocument {
  openapi: string
  info: { title: string; version: string; summary: string; license: { name: string; identifier: string } }
  servers: readonly { url: string }[]
  tags: readonly { name: string; description: string }[]
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  components: {
    schemas: Readonly<Record<string, object>>
    securitySchemes: Readonly<Record<string, object>>
  }
  'x-problem-types': readonly ProblemType[]
}

/** What programs may call. `GET /openapi.json` sends it, and `GET /docs` shows it. */
export const OPENAPI_DOCUMENT: OpenApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Coco',
    version: '1',
    summary: 'Chat and documents on Snowflake Cortex, for programs of a tenant',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  tags: [
    { name: 'Chat', description: 'Ask a model that Snowflake allows the tenant.' },
    { name: 'Documents', description: 'What the tenant knows, and questions about it.' },
    { name: 'Operation', description: 'For whoever runs Coco.' },
  ],
  paths: OPERATIONS,
  components: {
    schemas: { Problem: schemaOf(Problem), ErrorAnswer: schemaOf(ErrorAnswer) },
    securitySchemes: {
      apiKey: {
        type: 'apiKey',
        in: 'header',
        name: 'X-API-Key',
        description: "A tenant's key. Its admins make it in the web app.",
      },
      bearer: {
        type: 'http',
        scheme: 'bearer',
        description: 'An access token of the identity provider; for `/metrics` the token of the operator.',
      },
    },
  },
  'x-problem-types': PROBLEM_TYPES,
}
