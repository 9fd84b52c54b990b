import { parseSse } from '@coco/testkit/read-sse'
import { type HostileUpstream, startHostileUpstream } from '@coco/testkit/hostile-upstream'
import type { SignedIn } from '@coco/testkit/sign-in'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { saysThenHangs } from '@coco/testkit/upstream-scripts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printFigure } from '../faults/figures.ts'

let upstream: HostileUpstream
let server: ServerUnderTest
let admin: SignedIn
beforeAll(async () => {
  upstream = await startHostileUpstream(saysThenHangs('one'))
  server = await startServerOn(upstream.url)
  admin = await server.signIn('operator', 'tenant-alpha')
})
afterAll(async () => {
  await server.close()
  await upstream.close()
})

const make = (expiresAt: string | null = null) =>
  admin.client.trpc.apiKeys.create.mutate({ name: 'a service', roles: ['member'], expiresAt })

/** A watched answer and a REST stream that have begun and will not end by themselves; each with the moment of its end. */
async function openReaders(secret: string) {
  const program = server.withKey(secret)
  const begun = Promise.withResolvers<void>()
  const watched = program
    .read(await program.start('hi'), { onEvent: ({ event }) => void (event.type === 'delta' && begun.resolve()) })
    .then(
      () => 'ended without a reason',
      (error) => error.data.coco.code as string,
    )
    .then((code) => ({ code, atMs: performance.now() }))
  await begun.promise

  const response = await fetch(`${server.serverUrl}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': secret },
    body: '{"message":"hi"}',
  })
  const upstreamCall = upstream.calls.at(-1)
  const streamed = response.text().then((text) => ({ last: parseSse(text).at(-1), atMs: performance.now() }))
  return { program, watched, streamed, upstreamClosed: upstreamCall?.closed ?? Promise.reject(new Error('no call')) }
}

async function expectEnds({ watched, streamed, upstreamClosed }: Awaited<ReturnType<typeof openReaders>>) {
  const [reader, stream] = [await watched, await streamed]
  expect(reader.code).toBe('invalid_api_key')
  expect(stream.last?.event).toBe('error')
  expect(JSON.parse(stream.last?.data ?? '')).toMatchObject({ code: 'invalid_api_key', status_code: 401 })
  await upstreamClosed
  return { watchedAtMs: reader.atMs, streamedAtMs: stream.atMs }
}

test('a key that is revoked ends its open readers at once, and is refused on the next call', async () => {
  const { key, secret } = await make()
  const open = await openReaders(secret)
  const startedMs = performance.now()
  const revoked = await admin.client.trpc.apiKeys.revoke.mutate({ keyId: key.id })
  const answeredMs = performance.now()
  expect(revoked.status).toBe('revoked')
  await expect(open.program.start('hi')).rejects.toMatchObject({ data: { coco: { code: 'invalid_api_key' } } })
  const { watchedAtMs, streamedAtMs } = await expectEnds(open)
  const [toAnswer, toReader, toStream] = [answeredMs, watchedAtMs, streamedAtMs].map((at) => Math.round(at - startedMs))
  printFigure(`revoked: answered ${toAnswer} ms, watch ended ${toReader} ms, REST stream ended ${toStream} ms`)
  expect(Math.max(watchedAtMs, streamedAtMs) - startedMs).toBeLessThan(1_000)
})

test('revoking twice changes nothing', async () => {
  const { key } = await make()
  const first = await admin.client.trpc.apiKeys.revoke.mutate({ keyId: key.id })
  expect(await admin.client.trpc.apiKeys.revoke.mutate({ keyId: key.id })).toEqual(first)
})

test('a key that expires in the middle of an answer ends it', async () => {
  const { secret } = await make(new Date(Date.now() + 2_000).toISOString())
  const open = await openReaders(secret)
  await expectEnds(open)
  await expect(open.program.start('hi')).rejects.toMatchObject({ data: { coco: { code: 'invalid_api_key' } } })
})

describe('a key that another process revokes', () => {
  test('is refused within a second, and its open readers end within five', async (context) => {
    if (server.databaseUrl === null) return context.skip('the embedded database belongs to one process')
    await using other = await startServerOn(upstream.url, { settings: { DATABASE_URL: server.databaseUrl } })
    const { key, secret } = await make()
    const open = await openReaders(secret)
    const { client } = await other.signIn('operator', 'tenant-alpha')
    const startedMs = performance.now()
    await client.trpc.apiKeys.revoke.mutate({ keyId: key.id })
    const isRefused = () =>
      open.program.trpc.models.list.query().then(
        () => false,
        () => true,
      )
    await expect.poll(isRefused, { timeout: 1_000 + 500, interval: 50 }).toBe(true)
    const refusedMs = performance.now()
    const { watchedAtMs, streamedAtMs } = await expectEnds(open)
    const [toRefusal, toReader, toStream] = [refusedMs, watchedAtMs, streamedAtMs].map((at) =>
      Math.round(at - startedMs),
    )
    printFigure(
      `revoked elsewhere: refused ${toRefusal} ms, watch ended ${toReader} ms, REST stream ended ${toStream} ms`,
    )
    expect(Math.max(watchedAtMs, streamedAtMs) - startedMs).toBeLessThan(5_000)
  })
})
