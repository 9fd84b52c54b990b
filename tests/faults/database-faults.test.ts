import { callChatStream, textOf } from '@coco/testkit/chat-stream-call'
import type { ServerUnderTest } from '@coco/testkit/start-server-on'
import { hasPostgres } from '@coco/testkit/test-postgres'
import { chunk, DONE_LINE, openStream, says } from '@coco/testkit/upstream-scripts'
import { describe, expect, test } from 'vitest'
import type { DatabaseGate } from './database-gate.ts'
import { type DatabaseScene, openDatabaseScene } from './database-scene.ts'
import { printFigure } from './figures.ts'

const ANSWERED_MS = 5_000
const WELL_MS = 15_000

interface Fault {
  what: string
  readiness: 'down' | 'read_only' | 'up'
  begin(scene: DatabaseScene): Promise<void>
  end(scene: DatabaseScene): Promise<void>
}

const throughGate = (state: Parameters<DatabaseGate['set']>[0]) => ({
  begin: ({ gate }: DatabaseScene) => gate.set(state),
  end: ({ gate }: DatabaseScene) => gate.set('open'),
})

const FAULTS: readonly Fault[] = [
  { what: 'nobody is there', readiness: 'down', ...throughGate('down') },
  { what: 'nothing moves on the line', readiness: 'down', ...throughGate('frozen') },
  { what: 'every answer takes seconds', readiness: 'down', ...throughGate('slow') },
  {
    what: 'it takes no more connections',
    readiness: 'down',
    ...throughGate('full'),
  },
  {
    what: 'it can only be read',
    readiness: 'read_only',
    begin: (scene) => setReadOnly(scene, 'on'),
    end: (scene) => setReadOnly(scene, 'off'),
  },
  {
    what: 'somebody holds a lock',
    readiness: 'up',
    async begin({ owner }) {
      await owner.query('BEGIN; LOCK TABLE coco.tenant_settings, coco.audit, coco.api_keys IN ACCESS EXCLUSIVE MODE')
    },
    async end({ owner }) {
      await owner.query('ROLLBACK')
    },
  },
]

async function setReadOnly({ gate, owner, databaseName }: DatabaseScene, value: 'on' | 'off'): Promise<void> {
  await owner.query(`ALTER DATABASE ${databaseName} SET default_transaction_read_only = ${value}`)
  gate.cut()
}

/** As `callAll` hears it: the last one is a key that is none. */
const ALL_WELL = [...Array<number>(8).fill(200), 401]

interface Told {
  what: string
  status: number
  code: string | undefined
  retryAfter: string | null
  ms: number
  text: string
}

/** Calls that need the database, as the operator in Alpha: all at once. */
async function callAll(server: ServerUnderTest, page: Awaited<ReturnType<ServerUnderTest['signIn']>>): Promise<Told[]> {
  const calls: [string, () => Promise<Response>][] = [
    ['settings.update', () => page.fetch('/trpc/settings.update', post({ conversationDays: 30 }))],
    ['apiKeys.create', () => page.fetch('/trpc/apiKeys.create', post({ name: 'a key', roles: ['member'] }))],
    ['chat.send', () => page.fetch('/trpc/chat.send', post({ content: 'hi', idempotencyKey: crypto.randomUUID() }))],
    ['conversations.list', () => page.fetch(`/trpc/conversations.list?input=${encodeURIComponent('{"limit":5}')}`)],
    ['people.list', () => page.fetch('/trpc/people.list')],
    ['session.list', () => page.fetch('/trpc/session.list')],
    ['settings.get', () => page.fetch('/trpc/settings.get')],
    ['audit.list', () => page.fetch(`/trpc/audit.list?input=${encodeURIComponent('{"limit":5}')}`)],
    ['a key that nobody knows', () => fetch(`${server.serverUrl}/v1/chat/stream`, keyed('coco_nobody_knows_this_key'))],
  ]
  return Promise.all(
    calls.map(async ([what, call]) => {
      const startedMs = performance.now()
      const response = await call()
      const text = await response.text()
      const json = JSON.parse(text) as { code?: string; error?: { data: { coco: { code: string } } } }
      const code = json.error?.data.coco.code ?? json.code
      const ms = performance.now() - startedMs
      return { what, status: response.status, code, retryAfter: response.headers.get('retry-after'), ms, text }
    }),
  )
}

const post = (body: object): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })
const keyed = (key: string): RequestInit => ({
  ...post({ message: 'hi' }),
  headers: { 'content-type': 'application/json', 'x-api-key': key },
})

async function readiness(server: ServerUnderTest): Promise<{ status: number; database: string; ms: number }> {
  const startedMs = performance.now()
  const response = await fetch(`${server.serverUrl}/readyz`)
  const { database } = (await response.json()) as { database: string }
  return { status: response.status, database, ms: performance.now() - startedMs }
}

describe.runIf(await hasPostgres())('the database is ill', () => {
  test.each(FAULTS)(
    'row 34 · $what: 503 in time, answers under way are finished, and it is well again by itself',
    async (fault) => {
      await using scene = await openDatabaseScene()
      const { server, upstream } = scene
      const page = await server.signIn('operator', 'tenant-alpha')
      expect((await callAll(server, page)).map(({ status }) => status)).toEqual(ALL_WELL)

      await upstream.nth(0)

      // Two answers are under way: one of a program, one of the page.
      const finish: (() => void)[] = []
      upstream.answerWith((response) => {
        openStream(response).write(chunk({ content: 'begun ' }))
        finish.push(() => response.end(chunk({ content: 'and ended' }) + chunk({ finishReason: 'stop' }) + DONE_LINE))
      })
      const ofProgram = callChatStream(server.serverUrl, { key: server.alphaKey, body: { message: 'hi' } })
      const started = await page.client.start('hi')
      const ofPage = page.client.read(started)
      await upstream.nth(2)

      await fault.begin(scene)
      const told = await callAll(server, page)
      for (const each of told) {
        // What can be read, or is not behind the lock, may be answered.
        if (each.status < 500) continue
        expect(each).toMatchObject({ status: 503, code: 'store_unavailable', retryAfter: '5' })
        expect(each.text).not.toMatch(/127\.0\.0\.1|ECONN|coco_test|SELECT|password/i)
      }
      expect(told.slice(0, 2).map(({ status }) => status)).toEqual([503, 503])
      const slowestMs = Math.max(...told.map(({ ms }) => ms))
      expect(slowestMs).toBeLessThan(ANSWERED_MS)

      const ready = await readiness(server)
      expect(ready).toMatchObject({ status: fault.readiness === 'up' ? 200 : 503, database: fault.readiness })
      expect(ready.ms).toBeLessThan(ANSWERED_MS)
      expect((await fetch(`${server.serverUrl}/healthz`)).status).toBe(200)

      upstream.answerWith(says('meanwhile'))
      const meanwhile = await callChatStream(server.serverUrl, { key: server.alphaKey, body: { message: 'hi' } })
      expect(textOf(meanwhile)).toBe('meanwhile')
      for (const end of finish) end()
      expect(textOf(await ofProgram)).toBe('begun and ended')
      expect((await ofPage).at(-1)?.event.type).toBe('done')

      await fault.end(scene)
      const endedMs = performance.now()
      await expect
        .poll(async () => (await callAll(server, page)).map(({ status }) => status), {
          timeout: WELL_MS,
          interval: 200,
        })
        .toEqual(ALL_WELL)
      const wellMs = performance.now() - endedMs
      await expect.poll(async () => (await readiness(server)).status, { timeout: WELL_MS }).toBe(200)
      printFigure(`row 34, ${fault.what}: slowest ${slowestMs.toFixed(0)} ms, well after ${wellMs.toFixed(0)} ms`)
      expect(server.logLines.join('')).not.toMatch(/"level":"fatal"/)
    },
    60_000,
  )

  test('row 34 · a connection that is cut in the middle of a statement ends that call alone, and no process', async () => {
    await using scene = await openDatabaseScene()
    const { server, gate, owner } = scene
    const page = await server.signIn('operator', 'tenant-alpha')
    await callAll(server, page)
    await owner.query('BEGIN; LOCK TABLE coco.tenant_settings IN ACCESS EXCLUSIVE MODE')
    const startedMs = performance.now()
    const updating = page.fetch('/trpc/settings.update', post({ conversationDays: 7 }))
    await expect
      .poll(async () => {
        const { rows } = await owner.query(
          `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        )
        return rows.length
      })
      .toBe(1)
    gate.cut()
    const response = await updating
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('store_unavailable')])
    expect(performance.now() - startedMs).toBeLessThan(ANSWERED_MS)
    await owner.query('ROLLBACK')
    await expect
      .poll(async () => (await callAll(server, page)).map(({ status }) => status), { timeout: WELL_MS })
      .toEqual(ALL_WELL)
  })

  test('row 34 · what it did not take in time is in no log', async () => {
    await using scene = await openDatabaseScene()
    const { server, upstream, owner } = scene
    const page = await server.signIn('operator', 'tenant-alpha')
    let finish = () => {}
    upstream.answerWith((response) => {
      openStream(response).write(chunk({ content: 'an answer that canary19 knows' }))
      finish = () => response.end(chunk({ finishReason: 'stop' }) + DONE_LINE)
    })
    const sent = await page.client.send('hi')
    const reading = page.client.read(sent.generationId)
    await upstream.nth(0)
    await owner.query('BEGIN; LOCK TABLE coco.messages IN ACCESS EXCLUSIVE MODE')
    finish()
    await expect.poll(() => server.logLines.join(''), { timeout: WELL_MS }).toContain('an answer is not saved yet')
    await owner.query('ROLLBACK')
    expect((await reading).at(-1)?.event.type).toBe('done')
    expect(server.logLines.join('')).not.toMatch(/canary19|UPDATE "?coco/i)
  })
})
