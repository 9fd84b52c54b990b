import { ErrorCode } from '@coco/shared/error-codes'
import { callChatStream } from '@coco/testkit/chat-stream-call'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { parseSse } from '@coco/testkit/read-sse'
import { startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import { Validator } from '@seriousme/openapi-schema-validator'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { folderWithLimit } from '../contract/folder-with-limit.ts'
import { type DocumentScene, openDocumentScene, type Program } from './document-scene.ts'

const Json = z.record(z.string(), z.unknown())
const Content = z.record(
  z.string(),
  z.object({
    schema: Json,
    example: z.unknown().optional(),
    'x-events': z.record(z.string(), z.object({ schema: Json })).optional(),
  }),
)
const Operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(
    z.string(),
    z.object({ description: z.string(), content: Content, 'x-codes': z.array(z.string()).optional() }),
  ),
})
const OpenApi = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  'x-problem-types': z.array(z.object({ type: z.string(), status: z.number(), meaning: z.string().min(1) })),
  components: z.object({ schemas: z.record(z.string(), Json), securitySchemes: z.record(z.string(), z.unknown()) }),
})

/** Routes that are not described, and why. */
const NOT_FOR_PROGRAMS: Readonly<Record<string, string>> = {
  'GET /openapi.json': 'the document itself',
  'HEAD /openapi.json': 'the document itself',
  'GET /docs': 'the document, for people',
  'HEAD /docs': 'the document, for people',
  'GET /docs/page.css': 'a part of that page',
  'HEAD /docs/page.css': 'a part of that page',
  'GET /docs/page.js': 'a part of that page',
  'HEAD /docs/page.js': 'a part of that page',
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
  const answer = responses[status] ?? (status >= 400 ? responses.default : undefined)
  const media = answer?.content[type.split(';')[0] ?? '']
  if (media === undefined) throw new Error(`${method} ${path}: ${status} as ${type} is not described`)
  expectAs(media.schema, body)
  const code = Json.safeParse(body).data?.code
  const unnamed = [code].filter((each) => typeof each === 'string' && answer?.['x-codes']?.includes(each) === false)
  expect(unnamed).toEqual([])
}

function expectAs(schema: z.infer<typeof Json>, value: unknown): void {
  const read = z.fromJSONSchema(resolve(schema)).safeParse(value)
  expect(read.error?.issues ?? []).toEqual([])
}

/** What a schema refers to stands among the components, and refers to nothing else. */
function resolve(schema: z.infer<typeof Json>): z.infer<typeof Json> {
  if (typeof schema.$ref !== 'string') return schema
  const found = document.components.schemas[schema.$ref.replace('#/components/schemas/', '')]
  if (found === undefined) throw new Error(`${schema.$ref} is not there`)
  return found
}

test('every route is described, or is none for programs, and nothing else is described', () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  const routes = scene.stack.surface.routes.map(({ method, path }) => `${method} ${path}`)
  expect(routes.filter((name) => !described.includes(name) && NOT_FOR_PROGRAMS[name] === undefined)).toEqual([])
  expect([...described, ...Object.keys(NOT_FOR_PROGRAMS)].filter((name) => !routes.includes(name))).toEqual([])
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

test('every way to say no has a name, a status and a meaning', () => {
  const codes = ErrorCode.options.map((code) => `urn:coco:error:${code}`)
  expect(document['x-problem-types'].map(({ type }) => type).sort()).toEqual(codes.sort())
  const asked = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  const named = asked.flatMap(({ responses }) => Object.values(responses).flatMap((answer) => answer['x-codes'] ?? []))
  expect(named.filter((code) => !codes.includes(`urn:coco:error:${code}`))).toEqual([])
  expect(named.length).toBeGreaterThan(20)
})

test('a program that has it already is told so, and HEAD is GET without the body', async () => {
  const address = `${scene.stack.serverUrl}/openapi.json`
  const etag = (await fetch(address)).headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[\w-]{43}"$/)
  const again = (tags: string) => fetch(address, { headers: { 'if-none-match': tags } })
  expect((await again(etag)).status).toBe(304)
  expect((await again(`"other", W/${etag}`)).status).toBe(304)
  expect((await again('"other"')).status).toBe(200)
  const head = await fetch(address, { method: 'HEAD' })
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, ''])
})

test('a body that says more than is described is found out', () => {
  const answer = { status: 200, type: 'application/json', body: { status: 'ok', more: 1 } }
  expect(() => expectDescribed(['GET', '/healthz'], answer)).toThrow('unrecognized_keys')
})

describe('what is answered is what is described', () => {
  const CHAT = ['POST', '/v1/chat/stream'] as const
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
    const example = operation(...CHAT).requestBody?.content['application/json']?.example as object
    const keyless = await scene.withHeaders({}).call(...CHAT, example)
    expectDescribed(CHAT, keyless)
    expect(keyless.status).toBe(422)
    const unknown = await scene.withHeaders({ 'x-api-key': `sk-${randomUUID()}` }).call(...CHAT, example)
    expectDescribed(CHAT, unknown)
    expect(unknown.status).toBe(401)
  })

  test('chat: every event of an answer, and of one that Snowflake refuses', async () => {
    const { serverUrl, alphaKey, betaKey } = scene.stack
    const allowed = await callChatStream(serverUrl, { key: alphaKey, body: { message: 'Say hello.' } })
    const refused = await callChatStream(serverUrl, { key: betaKey, body: { message: 'a', model: 'claude-4-sonnet' } })
    const described = operation(...CHAT).responses[200]?.content['text/event-stream']?.['x-events'] ?? {}
    for (const { event, data } of [...allowed.events, ...refused.events]) expectAs(described[event]?.schema ?? {}, data)

    const names = new Set([...allowed.events, ...refused.events].map(({ event }) => event))
    expect([...names].sort()).toEqual(Object.keys(described).sort())
    expect([allowed.events.at(-1)?.event, refused.events.at(-1)?.event]).toEqual(['done', 'error'])
    const data = { ...allowed.events.at(-1)?.data, more: 1 }
    expect(() => expectAs(described.done?.schema ?? {}, data)).toThrow('unrecognized_keys')
  })

  test('chat: the example of a stream is one', () => {
    const { example, 'x-events': described } = operation(...CHAT).responses[200]?.content['text/event-stream'] ?? {}
    const events = parseSse(String(example))
    expect(events.map(({ event }) => event)).toEqual(['meta', 'delta', 'delta', 'done'])
    for (const { event, data } of events) expectAs(described?.[event]?.schema ?? {}, JSON.parse(data))
  })

  test('chat: too many requests, in the body of the quickstart', async () => {
    await using upstream = await startHostileUpstream(says('Hello.'))
    await using limited = await startServerOn(upstream.url, { folder: await folderWithLimit(1) })
    const body = { message: 'Say hello.' }
    await callChatStream(limited.serverUrl, { key: limited.alphaKey, body })
    const { status, headers, json } = await callChatStream(limited.serverUrl, { key: limited.alphaKey, body })
    expect(status).toBe(429)
    expectDescribed(CHAT, { status, type: headers.get('content-type') ?? '', body: json })
  })

  test.each(['/healthz', '/readyz'])('GET %s', async (path) => {
    const answer = await scene.withHeaders({}).call('GET', path)
    expectDescribed(['GET', path], answer)
    expect(answer.status).toBe(200)
  })

  test('figures, for whoever sits at the machine', async () => {
    const response = await fetch(`${scene.stack.serverUrl}/metrics`)
    const [type, body] = [response.headers.get('content-type') ?? '', await response.text()]
    expectDescribed(['GET', '/metrics'], { status: response.status, type, body })
    expect([response.status, body]).toEqual([200, expect.stringContaining('# HELP ')])
  })

  test('figures are not there for whoever comes through a proxy without the token', async () => {
    const answer = await scene.withHeaders({ 'x-forwarded-for': '203.0.113.9' }).call('GET', '/metrics')
    expectDescribed(['GET', '/metrics'], answer)
    expect(answer.status).toBe(404)
  })
})
