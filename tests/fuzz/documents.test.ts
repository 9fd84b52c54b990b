import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { folderWithLimit } from '../contract/folder-with-limit.ts'
import { hostileBody, hostileHeaders } from './hostile-bodies.ts'
import { requireOrderly, send } from './send.ts'

const RIGHT: Record<string, Record<string, unknown>> = {
  '/v1/query': { query: 'hi', tags: ['a'], model: 'm' },
  '/v1/documents': { title: 'a title', content: 'a text', tags: ['a'], contains_pii: true },
  '/v1/documents?title=a%20title&tags=a,b&contains_pii=maybe': { title: 'a title', content: 'a text' },
  '/documents/uploads': {},
}

test('no body and no header brings more than a 4xx: 100 calls of the routes of documents', async () => {
  await using upstream = await startHostileUpstream(says('Hello'))
  await using server = await startServerOn(upstream.url, {
    folder: await folderWithLimit(1_000_000),
    settings: { COCO_LIMIT_SEARCHES_PER_MINUTE: '1000000', COCO_LIMIT_UPLOADS_PER_PERSON: '1000' },
  })
  const { client } = await server.signIn('operator', 'tenant-alpha')
  const { secret } = await client.trpc.apiKeys.create.mutate({ name: 'fuzz', roles: ['editor'] })
  const call = fc.constantFrom(...Object.entries(RIGHT)).chain(([path, rightValues]) =>
    fc.record({
      path: fc.constant(path),
      method: fc.constantFrom('POST' as const, 'POST' as const, 'POST' as const, 'GET' as const, 'PUT' as const),
      type: fc.constantFrom(
        'application/json',
        'application/json',
        'text/markdown',
        'text/html',
        'text/csv',
        'application/pdf',
      ),
      body: hostileBody(rightValues),
      headers: hostileHeaders,
    }),
  )

  const statuses = new Set<number>()
  const property = fc.asyncProperty(call, async ({ path, method, type, body, headers }) => {
    const url = `${server.serverUrl}${path}`
    const all = { 'content-type': type, ...headers, 'x-api-key': secret }
    const answer = await send(url, { method, headers: all, body })
    requireOrderly(answer)
    statuses.add(answer.status)
    const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json')
    expect(isProblem).toBe(path.startsWith('/v1/') && answer.status >= 400)
  })
  await fc.assert(property, { numRuns: 100, seed: 1 })

  // What was right was answered, or this tests nothing but the parser.
  expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 400, 422]))
  expect(server.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([])
}, 240_000)
