import { startServerOn } from '@coco/testkit/start-server-on'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printFigure } from './figures.ts'
import { watchHealth } from './health-meanwhile.ts'
import { BEHIND_PROXY, newAddress, signInFrom } from '../identity/sign-in-from.ts'

let server: Awaited<ReturnType<typeof startServerOn>>
beforeAll(async () => {
  server = await startServerOn('http://127.0.0.1:9', { settings: BEHIND_PROXY })
})
afterAll(() => server.close())

describe('guessing is slowed down', () => {
  test('row 48 · by account: the 20th try is 429, whatever headers say and with the right password too; others sign in', async () => {
    const [ann, bob] = [await server.addPerson(), await server.addPerson()]
    const statuses: number[] = []
    for (let count = 1; count <= 20; count++) {
      // Each from elsewhere, as a botnet would.
      statuses.push((await signInFrom(server, newAddress(), { email: ann.email, password: `guess ${count}` })).status)
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), ...Array.from({ length: 10 }, () => 429)])
    const refused = await signInFrom(server, newAddress(), ann, {
      forwarded: 'for=198.51.100.1',
      'x-real-ip': '198.51.100.1',
    })
    expect([refused.status, refused.coco]).toMatchObject([
      429,
      { code: 'too_many_attempts', retryAfterMs: expect.any(Number) },
    ])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800)
    expect((await signInFrom(server, newAddress(), bob)).status).toBe(200)
  })

  test('row 48 · a stranger is slowed down exactly like a person with an account', async () => {
    const email = `nobody.${crypto.randomUUID()}@example.com`
    const statuses: number[] = []
    for (let count = 1; count <= 12; count++)
      statuses.push((await signInFrom(server, newAddress(), { email, password: 'guess' })).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
  })

  test('row 48 · by address behind one proxy: what a caller wrote before it into the header counts for nothing', async () => {
    const settings = { ...BEHIND_PROXY, COCO_TRUST_PROXY: 'true' }
    await using behindProxy = await startServerOn('http://127.0.0.1:9', { settings })
    const address = newAddress()
    const guess = (count: number) =>
      signInFrom(behindProxy, `192.0.2.${count}, ${address}`, {
        email: `nobody.${count}@example.com`,
        password: 'guess',
      })
    const statuses = (await Promise.all(Array.from({ length: 100 }, (_, count) => guess(count)))).map(
      ({ status }) => status,
    )
    expect(new Set(statuses)).toEqual(new Set([401]))
    expect((await guess(200)).status).toBe(429)
  })

  test('row 48 · by address: a hundred accounts, then no more from there; from elsewhere as before', async () => {
    const address = newAddress()
    const ann = await server.addPerson()
    const spray = (count: number) =>
      Promise.all(
        Array.from({ length: count }, () =>
          signInFrom(server, address, { email: `${crypto.randomUUID()}@example.com`, password: 'spring2026' }),
        ),
      )
    const statuses = [...(await spray(50)), ...(await spray(50)), ...(await spray(20))].map(({ status }) => status)
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(102)
    expect(statuses.slice(103)).toEqual(Array.from({ length: 17 }, () => 429))
    expect((await signInFrom(server, address, ann)).status).toBe(429)
    expect((await signInFrom(server, newAddress(), ann)).status).toBe(200)
  })

  test('row 48 · a wrong API key stays 401 from such an address, and a right one works', async () => {
    const address = newAddress()
    const admin = await server.addPerson({ roles: ['admin'] })
    const { secret } = await admin.client.trpc.apiKeys.create.mutate({ name: 'batch', roles: ['member'] })
    for (let round = 0; round < 11; round++) {
      await Promise.all(
        Array.from({ length: 10 }, () =>
          signInFrom(server, address, { email: `${crypto.randomUUID()}@example.com`, password: 'x' }),
        ),
      )
    }
    expect((await signInFrom(server, address, { email: 'a@example.com', password: 'x' })).status).toBe(429)
    const call = (key: string) =>
      fetch(`${server.serverUrl}/trpc/session.me`, { headers: { 'x-api-key': key, 'x-forwarded-for': address } })
    expect([(await call('sk-wrong')).status, (await call(secret)).status]).toEqual([401, 200])
  })
})

test('row 49 · two hundred sign-ins at once keep everybody else quick', { timeout: 120_000 }, async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => server.addPerson()))
  const endWatch = watchHealth(server.serverUrl)
  const startedMs = performance.now()
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => people.map((person) => signInFrom(server, newAddress(), person))).flat(),
  )
  const tookMs = performance.now() - startedMs
  const health = await endWatch()
  printFigure(`200 sign-ins in ${tookMs.toFixed(0)} ms; /healthz meanwhile ${health.text}`)
  expect(new Set(answers.map(({ status, coco }) => `${status} ${String(coco.code)}`))).toEqual(
    new Set(['200 undefined']),
  )
  expect(health.p99).toBeLessThan(1_000)
})
