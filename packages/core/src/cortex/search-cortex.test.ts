import { expect, test } from 'vitest'
import { answering, createFaultScene } from './testing/fault-scene.ts'
import { createCredentials, startUpstream } from './testing/stand-in-upstream.ts'

const { use, client } = createFaultScene()
const JSON_TYPE = { 'content-type': 'application/json' }
const call = {
  credentials: createCredentials(),
  database: 'COCO_DOCUMENTS',
  schema: 'TENANT_ALPHA',
  service: 'PASSAGES_SEARCH',
  query: 'How long is the vacation?',
  columns: ['DOCUMENT_ID', 'POSITION'],
  limit: 6,
}
const found = (body = '{"results":[{"DOCUMENT_ID":"a","POSITION":"0"}],"request_id":"r"}') =>
  startUpstream((response) => response.writeHead(200, JSON_TYPE).end(body))

test('the call goes beside /cortex, with the body of the documentation', async () => {
  const upstream = use(await found())
  const filter = { '@and': [{ '@eq': { TENANT_ID: 'tenant-alpha' } }, { '@contains': { TAGS: 'hr' } }] }
  expect(await client(upstream).searchCortex({ ...call, filter })).toEqual([{ DOCUMENT_ID: 'a', POSITION: '0' }])
  const [request] = upstream.seen
  expect(request).toMatchObject({
    method: 'POST',
    url: '/api/v2/databases/COCO_DOCUMENTS/schemas/TENANT_ALPHA/cortex-search-services/PASSAGES_SEARCH:query',
    headers: { authorization: 'Bearer token-1' },
  })
  expect(JSON.parse(request?.body ?? '')).toEqual({
    query: 'How long is the vacation?',
    columns: ['DOCUMENT_ID', 'POSITION'],
    filter,
    limit: 6,
  })
})

test('a name cannot lead elsewhere', async () => {
  const upstream = use(await found())
  await client(upstream).searchCortex({ ...call, database: '../x', schema: 'a/b?c#d', service: 'S:query' })
  expect(upstream.seen[0]?.url).toBe(
    '/api/v2/databases/..%2Fx/schemas/a%2Fb%3Fc%23d/cortex-search-services/S%3Aquery:query',
  )
})

test('a proxy that adds a path in front keeps it', async () => {
  const upstream = use(await found())
  const behind = upstream.baseUrl.replace('/api/v2/cortex', '/snow/api/v2/cortex/')
  await client({ baseUrl: behind }).searchCortex(call)
  expect(upstream.seen[0]?.url).toMatch(/^\/snow\/api\/v2\/databases\/COCO_DOCUMENTS\//)
})

test('an address that is no account’s Cortex is said to be none, and not called', async () => {
  const upstream = use(await found())
  const elsewhere = client({ baseUrl: upstream.baseUrl.replace('/api/v2/cortex', '/v1/gateway') })
  await expect(elsewhere.searchCortex(call)).rejects.toMatchObject({ code: 'upstream_unreachable', statusCode: 502 })
  expect(upstream.seen).toEqual([])
})

test.each([
  [
    404,
    '{"code":"002003","message":"Cortex Search Service X does not exist or not authorized."}',
    'search_not_allowed',
  ],
  [403, '{"code":"003001","message":"Insufficient privileges"}', 'search_not_allowed'],
  [403, '{"code":"403","message":"Not Authorized"}', 'account_not_entitled'],
  [403, '{"code":"003001","message":"This account is not allowed to access this endpoint."}', 'account_not_entitled'],
  [400, '{"code":"400","message":"invalid filter"}', 'upstream_rejected'],
  [429, '{"code":"390505","message":"Too many requests."}', 'upstream_rate_limited'],
  [500, '{"code":"500","message":"no"}', 'upstream_overloaded'],
])('a refusal %d %s is %s', async (status, body, code) => {
  const upstream = use(await answering(status, body, JSON_TYPE))
  await expect(client(upstream).searchCortex(call)).rejects.toMatchObject({
    code,
    statusCode: status,
    upstreamBody: body,
  })
})

test.each(['{}', '[]', '{"results":{}}', '{"results":[1]}', '{"results":null}'])(
  'an answer %s is no list of results',
  async (body) => {
    const upstream = use(await found(body))
    await expect(client(upstream).searchCortex(call)).rejects.toMatchObject({ code: 'upstream_malformed' })
  },
)
