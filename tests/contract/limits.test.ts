import { createStackFolder } from '@coco/testkit/stack-folder'
import { createManualClock } from '@coco/testkit/manual-clock'
import { startServerOn } from '@coco/testkit/start-server-on'
import { cpSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type QuickstartGateway, startGateway } from './quickstart-gateway.ts'

/** Calls that many times at once and gives the statuses. */
async function call(ask: QuickstartGateway['asAlpha'], times: number, body?: unknown): Promise<number[]> {
  return Promise.all(Array.from({ length: times }, async () => (await ask(body)).status))
}

const all = (status: number, times: number) => Array.from({ length: times }, () => status)

/** A gateway on whose clock no time passes by itself. */
async function startOnClock() {
  const clock = createManualClock()
  return { clock, ...(await startGateway(undefined, { platform: { clock } })) }
}

test('C35 · sixty calls of Alpha pass, the next is refused in the known words', async () => {
  await using gateway = await startOnClock()
  expect(await call(gateway.asAlpha, 60)).toEqual(all(200, 60))
  const refused = await gateway.asAlpha()
  expect([refused.status, refused.json]).toEqual([
    429,
    { detail: { code: 'RATE_LIMITED', message: 'Rate limit exceeded (60 req/min).' } },
  ])
  expect(gateway.upstream.calls).toHaveLength(60)
})

test('C36 · thirty calls of Beta pass, the next is refused in the known words', async () => {
  await using gateway = await startOnClock()
  expect(await call(gateway.asBeta, 30)).toEqual(all(200, 30))
  const refused = await gateway.asBeta()
  expect([refused.status, refused.json]).toEqual([
    429,
    { detail: { code: 'RATE_LIMITED', message: 'Rate limit exceeded (30 req/min).' } },
  ])
})

test('C37 · when Beta has used up its calls, Alpha has all of its own', async () => {
  await using gateway = await startOnClock()
  await call(gateway.asBeta, 30)
  expect(await call(gateway.asAlpha, 60)).toEqual(all(200, 60))
  expect((await gateway.asBeta()).status).toBe(429)
})

test('C38 · a call is free again 60 s after the oldest that counted, however often it was refused in between', async () => {
  await using gateway = await startOnClock()
  const { clock } = gateway
  await call(gateway.asBeta, 1)
  clock.advance(10_000)
  await call(gateway.asBeta, 29)
  clock.advance(49_999)
  expect(await call(gateway.asBeta, 20)).toEqual(all(429, 20))
  clock.advance(1)
  expect(await call(gateway.asBeta, 2)).toEqual(expect.arrayContaining([200, 429]))
  clock.advance(10_000)
  expect((await call(gateway.asBeta, 30)).filter((status) => status === 200)).toHaveLength(29)
})

test('C39 · calls that are refused for their fields or their JSON cost nothing; at the limit they are 429', async () => {
  await using gateway = await startOnClock()
  expect(await call(gateway.asBeta, 40, { max_tokens: 0 })).toEqual(all(422, 40))
  expect(await call(gateway.asBeta, 40, '{')).toEqual(all(422, 40))
  expect(await call(gateway.asBeta, 30)).toEqual(all(200, 30))
  expect((await gateway.asBeta({ max_tokens: 0 })).status).toBe(429)
  expect((await gateway.asBeta('{')).status).toBe(422)
})

test('C40 · a refusal says when to come back, and every answer how much is left (U37)', async () => {
  await using gateway = await startOnClock()
  const { clock } = gateway
  for (let left = 29; left >= 0; left--) {
    const { status, headers } = await gateway.asBeta()
    expect(status).toBe(200)
    expect(headers.get('ratelimit-policy')).toBe('"tenant";q=30;w=60')
    expect(headers.get('ratelimit')).toBe(`"tenant";r=${left};t=60`)
  }
  clock.advance(17_500)
  const refused = await gateway.asBeta()
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('43')
  expect(refused.headers.get('ratelimit')).toBe('"tenant";r=0;t=43')
})

test('C41 · several processes, each of which would count by itself, are refused at the start (U37)', async () => {
  await expect(startGateway(undefined, { settings: { COCO_REPLICAS: '2' } })).rejects.toThrow(
    /COCO_REPLICAS must be 1: limits/,
  )
})

test('C41 · the limit is in memory, as README says: a restart begins a new minute', async () => {
  await using gateway = await startOnClock()
  await call(gateway.asBeta, 31)
  const folder = await createStackFolder()
  cpSync(gateway.server.folder, folder.path, { recursive: true })
  await using again = await startServerOn(gateway.upstream.url, { folder })
  const response = await fetch(`${again.serverUrl}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'x-api-key': again.betaKey, 'content-type': 'application/json' },
    body: '{"message": "hi"}',
  })
  expect(response.status).toBe(200)
  await response.text()
})
