import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import type { SequencedEvent, TestClient } from '@coco/testkit/test-client'
import { chunk, DONE_LINE, openStream, says } from '@coco/testkit/upstream-scripts'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'

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
async function readUntil(
  client: TestClient,
  id: SequencedEvent & { id?: never } extends never ? never : string,
  text: string,
) {
  let read = ''
  return client.read(id as never, {
    onEvent: ({ event }) => {
      if (event.type === 'delta') read += event.content
      return read !== text
    },
  })
}

test('fault 27: nobody needs to read; who comes back after the end of the session or of the answer has all of it', async () => {
  await using upstream = await startSlowUpstream()
  await using server = await startServerOn(upstream.url, { settings: { COCO_UNREAD_MS: '50' } })
  const page = await server.signIn('user-alpha')
  const { conversationId, generationId } = await page.client.send('tell')
  await upstream.say('first ')
  await readUntil(page.client, generationId, 'first ')
  await page.fetch('/trpc/session.signOut', { method: 'POST', body: '{}' })
  await upstream.say('second ')
  const { client } = await server.signIn('user-alpha')
  await readUntil(client, generationId, 'first second ')
  await upstream.say('third')
  await upstream.finish()
  expect(textOf(await client.read(generationId))).toBe('first second third')
  const { messages } = await client.trpc.conversations.get.query({ conversationId })
  expect(messages[1]).toMatchObject({ content: 'first second third', generation: { status: 'done' } })
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
  await using upstream = await startSlowUpstream()
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const { conversationId, generationId } = await client.send('tell')
  await upstream.say('some ')
  await readUntil(client, generationId, 'some ')
  // Long enough for a checkpoint: what it stored must not be shown twice.
  await expect
    .poll(async () => (await client.trpc.conversations.export.query({ conversationId, format: 'json' })).text, {
      timeout: 5_000,
    })
    .toContain('running')
  const { messages } = await client.trpc.conversations.get.query({ conversationId })
  expect(messages[1]).toMatchObject({ content: '', generation: { id: generationId, status: 'running' } })
  await upstream.say('more')
  await upstream.finish()
  expect(textOf(await client.read(generationId))).toBe('some more')
})

test('a shutdown keeps what there is: the reader is told, and the next start shows it as interrupted', async () => {
  await using upstream = await startSlowUpstream()
  const server = await startServerOn(upstream.url, { database: 'postgres' })
  const { client } = await server.signIn('user-alpha')
  const { generationId } = await client.send('tell')
  await upstream.say('half')
  await readUntil(client, generationId, 'half')
  const reading = client.read(generationId)
  await server.close(20)
  expect((await reading).at(-1)?.event).toMatchObject({ type: 'error', code: 'shutting_down' })
})
