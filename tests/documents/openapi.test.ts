import { Validator } from '@seriousme/openapi-schema-validator'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type DocumentScene, openDocumentScene, type Program } from './document-scene.ts'

const Json = z.record(z.string(), z.unknown())
const Content = z.record(
  z.string(),
  z.object({ schema: z.record(z.string(), z.unknown()), example: z.unknown().optional() }),
)
const Operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: Content })),
})
const OpenApi = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ securitySchemes: z.record(z.string(), z.unknown()) }),
})

/** Routes that are not described, and why. */
const NOT_FOR_PROGRAMS: Readonly<Record<string, string>> = {
  'GET /openapi.json': 'the document itself',
  'POST /documents/uploads': 'the page alone, with its session',
  'GET /trpc/:path': 'typed by packages/client',
  'POST /trpc/:path': 'typed by packages/client',
  'GET /auth/oidc/start': 'a browser on its way to the identity provider',
  'GET /auth/oidc/callback': 'a browser on its way back',
  'GET /*': 'the built page',
}

let scene: DocumentScene
let document: z.infer<typeof OpenApi>
let editor: Program
let reader: Program
beforeAll(async () => {
  scene = await openDocumentScene({ settings: { COCO_LIMIT_DOCUMENT_BYTES: '200000' } })
  editor = scene.program('tenant-alpha', 'editor')
  reader = scene.program('tenant-alpha', 'member')
  document = OpenApi.parse(await (await fetch(`${scene.stack.serverUrl}/openapi.json`)).json())
}, 60_000)
afterAll(() => scene[Symbol.asyncDispose]())

function operation(method: string, path: string) {
  const found = document.paths[path]?.[method.toLowerCase()]
  if (found === undefined) throw new Error(`${method} ${path} is not described`)
  return found
}

/** What came is what the document says of this status and media type. */
function expectDescribed(
  [method, path]: readonly [string, string],
  { status, type, body }: { status: number; type: string; body: unknown },
): void {
  const { responses } = operation(method, path)
  const media = (responses[status] ?? (status >= 400 ? responses.default : undefined))?.content[
    type.split(';')[0] ?? ''
  ]
  if (media === undefined) throw new Error(`${method} ${path}: ${status} as ${type} is not described`)
  const read = z.fromJSONSchema(media.schema).safeParse(body)
  expect(read.error?.issues ?? []).toEqual([])
}

test('every route is described, or is none for programs, and nothing else is described', () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  const routes = scene.stack.surface.routes.map(({ method, path }) => `${method} ${path}`)
  expect(routes.filter((name) => !described.includes(name) && NOT_FOR_PROGRAMS[name] === undefined)).toEqual([])
  expect(described.filter((name) => !routes.includes(name))).toEqual([])
})

test('it is a valid document of OpenAPI 3.1, for everybody', async () => {
  const answer = await fetch(`${scene.stack.serverUrl}/openapi.json`)
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  const said = Json.parse(await answer.json())
  expect(await new Validator().validate(said)).toEqual({ valid: true })
  const { valid } = await new Validator().validate({ ...said, paths: { '/healthz': { get: { responses: 7 } } } })
  expect(valid).toBe(false)
})

test('every operation has a name of its own, and asks for credentials that are declared', () => {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  const asked = operations.flatMap(({ security }) => security.flatMap((each) => Object.keys(each)))
  expect(new Set(asked)).toEqual(new Set(Object.keys(document.components.securitySchemes)))
})

test('a body that says more than is described is found out', () => {
  const answer = { status: 200, type: 'application/json', body: { status: 'ok', more: 1 } }
  expect(() => expectDescribed(['GET', '/healthz'], answer)).toThrow('unrecognized_keys')
})

describe('what is answered is what is described', () => {
  const ADD = ['POST', '/v1/documents'] as const
  const QUERY = ['POST', '/v1/query'] as const
  const REMOVE = ['DELETE', '/v1/documents/{id}'] as const

  test('a document: its example is taken, known, found, listed and deleted', async () => {
    const example = operation(...ADD).requestBody?.content['application/json']?.example as object
    const added = await editor.call(...ADD, example)
    expectDescribed(ADD, added)
    expect(added.status).toBe(201)
    const again = await editor.call(...ADD, example)
    expectDescribed(ADD, again)
    expect(again.status).toBe(200)

    const answer = await reader.call(
      ...QUERY,
      operation(...QUERY).requestBody?.content['application/json']?.example as object,
    )
    expectDescribed(QUERY, answer)
    expect([answer.status, answer.body.code]).toEqual([200, undefined])
    expect(answer.body.sources).toHaveLength(1)
    const list = await reader.call('GET', '/v1/documents?limit=1')
    expectDescribed(['GET', '/v1/documents'], list)
    expect(list.body.documents).toHaveLength(1)

    const gone = await scene.program('tenant-alpha', 'admin').call('DELETE', `/v1/documents/${added.body.id}`)
    expectDescribed(REMOVE, gone)
    expect(gone.status).toBe(200)
  })

  test('a refusal of each route of documents', async () => {
    const wrong = await editor.call(...ADD, { title: '', content: 7 })
    expectDescribed(ADD, wrong)
    expect([wrong.status, wrong.body.errors.length]).toEqual([422, 2])
    const forms = await editor.call(...ADD, 'a=1', { 'content-type': 'application/x-www-form-urlencoded' })
    expectDescribed(ADD, forms)
    expect(forms.status).toBe(415)
    const forbidden = await reader.call(...ADD, { title: 'a', content: 'b' })
    expectDescribed(ADD, forbidden)
    expect(forbidden.status).toBe(403)
    const broken = await reader.call(...QUERY, '{', { 'content-type': 'application/json' })
    expectDescribed(QUERY, broken)
    expect(broken.status).toBe(400)
    const nobody = await scene.withHeaders({}).call(...QUERY, { query: 'a' })
    expectDescribed(QUERY, nobody)
    expect(nobody.status).toBe(401)
    const none = await reader.call('GET', '/v1/documents?limit=0')
    expectDescribed(['GET', '/v1/documents'], none)
    expect(none.status).toBe(422)
    const admin = scene.program('tenant-alpha', 'admin')
    const missing = await admin.call('DELETE', `/v1/documents/${randomUUID()}`)
    expectDescribed(REMOVE, missing)
    expect(missing.status).toBe(404)
  })

  test('chat: its refusals, by their own bodies', async () => {
    const CHAT = ['POST', '/v1/chat/stream'] as const
    const example = operation(...CHAT).requestBody?.content['application/json']?.example as object
    const keyless = await scene.withHeaders({}).call(...CHAT, example)
    expectDescribed(CHAT, keyless)
    expect(keyless.status).toBe(422)
    const unknown = await scene.withHeaders({ 'x-api-key': `sk-${randomUUID()}` }).call(...CHAT, example)
    expectDescribed(CHAT, unknown)
    expect(unknown.status).toBe(401)
  })

  test.each(['/healthz', '/readyz'])('GET %s', async (path) => {
    const answer = await scene.withHeaders({}).call('GET', path)
    expectDescribed(['GET', path], answer)
    expect(answer.status).toBe(200)
  })

  test('figures are not there for whoever comes through a proxy without the token', async () => {
    const answer = await scene.withHeaders({ 'x-forwarded-for': '203.0.113.9' }).call('GET', '/metrics')
    expectDescribed(['GET', '/metrics'], answer)
    expect(answer.status).toBe(404)
  })
})
