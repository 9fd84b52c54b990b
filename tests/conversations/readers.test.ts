import type { GenerationId } from '@coco/shared/ids'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { createManualClock } from '@coco/testkit/manual-clock'
import { startServerOn } from '@coco/testkit/start-server-on'
import type { SequencedEvent, TestClient } from '@coco/testkit/test-client'
import { hasPostgres } from '@coco/testkit/test-postgres'
import { chunk, DONE_LINE, openStream, says } from '@coco/testkit/upstream-scripts'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { startTcpGate } from '../faults/tcp-gate.ts'

/** An upstream whose answer the test says piece by piece. */
async function startSlowUpstream() {
  let response: ServerResponse | null = null
  const begun = Promise.withResolvers<void>()
  const upstream = await startHostileUpstream((opened) => {
    response = openStream(opened)
    begun.resolve()
  })
  return {
    ...upstream,
    async say(content: string) {
      await begun.promise
      response?.write(chunk({ content }))
    },
    async finish() {
      await begun.promise
      response?.end(chunk({ finishReason: 'stop' }) + DONE_LINE)
    },
  }
}

const textOf = (items: readonly SequencedEvent[]) =>
  items.flatMap(({ event }) => (event.type === 'delta' ? [event.content] : [])).join('')

/** Reads until this text has come, and leaves. */
async function readUntil(client: TestClient, id: GenerationId, text: string) {
  let read = ''
  return client.read(id, {
    onEvent: ({ event }) => {
      if (event.type === 'delta') read += event.content
      return read !== text
    },
  })
}

test('fault 27: nobody needs to read, however long; who comes back after the end of the session has all of it', async () => {
  const clock = createManualClock()
  await using upstream = await startSlowUpstream()
  await using server = await startServerOn(upstream.url, { platform: { clock } })
  const { client, fetch } = await server.signIn('user-alpha')
  const { conversationId, generationId } = await client.send('tell')
  await upstream.say('first ')
  await readUntil(client, generationId, 'first ')
  await fetch('/trpc/session.signOut', { method: 'POST', body: '{}' })
  clock.advance(45_000)
  const { client: back } = await server.signIn('user-alpha')
  await upstream.say('second')
  await upstream.finish()
  expect(textOf(await back.read(generationId))).toBe('first second')
  const { messages } = await back.trpc.conversations.get.query({ conversationId })
  expect(messages[1]).toMatchObject({ content: 'first second', generation: { status: 'done' } })
})

test('two readers, one late, get the same; one that comes back gets only what it missed', async () => {
  await using upstream = await startSlowUpstream()
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const { generationId } = await client.send('tell')
  const first = client.read(generationId)
  await upstream.say('one ')
  const seen = await readUntil(client, generationId, 'one ')
  await upstream.say('two ')
  await readUntil(client, generationId, 'one two ')
  const late = client.read(generationId)
  const back = client.read(generationId, { after: seen.at(-1)?.seq ?? 0 })
  await upstream.say('three')
  await upstream.finish()
  expect(await late).toEqual(await first)
  expect(textOf(await back)).toBe('two three')
})

test('whoever saw the end finds it stored', async () => {
  await using upstream = await startHostileUpstream(says('short'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  for (let round = 0; round < 20; round++) {
    const { conversationId, generationId } = await client.send('again')
    const found = Promise.withResolvers<string | undefined>()
    await client.read(generationId, {
      onEvent({ event }) {
        if (event.type !== 'done') return
        const getting = client.trpc.conversations.get.query({ conversationId })
        getting.then(({ messages }) => found.resolve(messages[1]?.generation?.status), found.reject)
      },
    })
    expect(await found.promise).toBe('done')
  }
})

test('a page that loads in mid-answer gets what was there before, and the rest by watching from the beginning', async () => {
  const clock = createManualClock()
  await using upstream = await startSlowUpstream()
  await using server = await startServerOn(upstream.url, { platform: { clock } })
  const { client } = await server.signIn('user-alpha')
  const { conversationId, generationId } = await client.send('tell')
  await upstream.say('some ')
  await readUntil(client, generationId, 'some ')
  const get = async () => (await client.trpc.conversations.get.query({ conversationId })).messages[1]
  const running = { content: '', generation: { id: generationId, status: 'running' } }
  expect(await get()).toMatchObject(running)
  // What the checkpoint stored must not be shown twice.
  clock.advance(1_000)
  for (let round = 0; round < 5; round++) expect(await get()).toMatchObject(running)
  await upstream.say('more')
  await upstream.finish()
  expect(textOf(await client.read(generationId))).toBe('some more')
  expect(await get()).toMatchObject({ content: 'some more' })
})

test.skipIf(!(await hasPostgres()))(
  'fault 29: a shutdown keeps what there is; the reader is told, and it is there at the next start',
  async () => {
    await using upstream = await startSlowUpstream()
    await using keeper = await startServerOn(upstream.url, { database: 'postgres' })
    const settings = { DATABASE_URL: keeper.databaseUrl ?? '' }
    const server = await startServerOn(upstream.url, { settings })
    const client = server.withKey(server.alphaKey)
    const { generationId, conversationId } = await client.send('tell')
    await upstream.say('half')
    await readUntil(client, generationId, 'half')
    const reading = client.read(generationId)
    await server.close(20)
    expect((await reading).at(-1)?.event).toMatchObject({ type: 'error', code: 'shutting_down' })

    await using next = await startServerOn(upstream.url, { settings })
    const { messages } = await next.withKey(next.alphaKey).trpc.conversations.get.query({ conversationId })
    expect(messages[1]).toMatchObject({
      content: 'half',
      generation: { status: 'interrupted', errorCode: 'shutting_down' },
    })
  },
)

test.skipIf(!(await hasPostgres()))(
  'faults 34 and 35: a database that goes in mid-answer stops no answer, and has it once it is back',
  async () => {
    await using upstream = await startSlowUpstream()
    await using keeper = await startServerOn(upstream.url, { database: 'postgres' })
    const url = new URL(keeper.databaseUrl ?? '')
    await using gate = await startTcpGate(Number(url.port), 'open')
    url.port = String(gate.port)
    await using server = await startServerOn(upstream.url, { settings: { DATABASE_URL: url.href } })
    const client = server.withKey(server.alphaKey)
    const { conversationId, generationId } = await client.send('tell')
    await upstream.say('one ')
    const reading = client.read(generationId)
    await readUntil(client, generationId, 'one ')
    await gate.set('closed')
    await expect(client.send('another')).rejects.toMatchObject({ data: { coco: { code: 'store_unavailable' } } })
    await upstream.say('two')
    await upstream.finish()
    // It has tried to store the end, and could not.
    await expect.poll(() => server.logLines.join(), { timeout: 10_000 }).toContain('an answer is not saved yet')
    await gate.set('open')
    const items = await reading
    expect(items.at(-1)?.event.type).toBe('done')
    expect(textOf(items)).toBe('one two')
    const { messages } = await client.trpc.conversations.get.query({ conversationId })
    expect(messages[1]).toMatchObject({ content: 'one two', generation: { status: 'done' } })
  },
)
