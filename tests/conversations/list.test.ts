import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import type { TestClient } from '@coco/testkit/test-client'
import { says, saysThenHangs } from '@coco/testkit/upstream-scripts'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'

const NOT_FOUND = { data: { coco: { code: 'not_found', message: 'There is no such conversation or message.' } } }
const ROOMY = { settings: { COCO_MAX_STREAMS_PER_TENANT: '500' } }

async function idsOf({ trpc }: TestClient, limit: number, between = async () => {}): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof trpc.conversations.list.query>> = await trpc.conversations.list.query({
      cursor,
      limit,
    })
    ids.push(...page.conversations.map(({ id }) => id))
    cursor = page.nextCursor
    await between()
  } while (cursor !== null)
  return ids
}

test('paging lists what does not change exactly once, and nothing twice, whatever changes in between', async () => {
  await using upstream = await startHostileUpstream(says('yes'))
  await using server = await startServerOn(upstream.url, ROOMY)
  const { client } = await server.signIn('user-alpha')
  const made: string[] = []
  for (let count = 0; count < 12; count++) made.push((await client.converse(`question ${count}`)).conversationId)
  expect(await idsOf(client, 5)).toEqual(made.toReversed())

  const change = fc.record({ kind: fc.constantFrom('rename', 'choose', 'remove'), at: fc.nat(11) })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.array(change, { maxLength: 6 }), async (limit, changes) => {
      const waiting = [...changes]
      const touched = new Set<string>()
      const listed = await idsOf(client, limit, async () => {
        const next = waiting.shift()
        const conversationId = next && made[next.at]
        if (conversationId === undefined) return
        touched.add(conversationId)
        if (next?.kind === 'rename') await client.trpc.conversations.rename.mutate({ conversationId, title: 'new' })
        else if (next?.kind === 'remove') await client.trpc.conversations.remove.mutate({ conversationId })
        else {
          const [first] = (await client.trpc.conversations.get.query({ conversationId })).messages
          await client.trpc.conversations.choose.mutate({ conversationId, messageId: first?.id ?? '' })
        }
        await client.trpc.conversations.restore.mutate({ conversationId })
      })
      expect(new Set(listed).size).toBe(listed.length)
      expect(listed.filter((id) => !touched.has(id)).toSorted()).toEqual(
        made.filter((id) => !touched.has(id)).toSorted(),
      )
    }),
    { numRuns: 15 },
  )
})

test('a removed conversation is nowhere, its answer is stopped, and it comes back whole', async () => {
  await using upstream = await startHostileUpstream(saysThenHangs('half of it'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const { conversationId, generationId, messageId } = await client.send('tell me of narwhals')
  const { promise: hasText, resolve } = Promise.withResolvers<void>()
  const reading = client.read(generationId, {
    onEvent: ({ event }) => (event.type === 'delta' ? resolve() : undefined),
  })
  await hasText
  expect((await client.trpc.conversations.list.query({})).conversations).toMatchObject([
    { id: conversationId, isAnswering: true, title: 'tell me of narwhals' },
  ])
  await client.trpc.conversations.remove.mutate({ conversationId })
  expect((await reading).at(-1)?.event).toMatchObject({ type: 'done', finish_reason: 'stopped' })

  const { trpc } = client
  expect((await trpc.conversations.list.query({})).conversations).toEqual([])
  expect((await trpc.conversations.search.query({ query: 'narwhals' })).hits).toEqual([])
  const gone = [
    () => trpc.conversations.get.query({ conversationId }),
    () => trpc.conversations.rename.mutate({ conversationId, title: 'x' }),
    () => trpc.conversations.remove.mutate({ conversationId }),
    () => trpc.conversations.choose.mutate({ conversationId, messageId }),
    () => trpc.conversations.export.query({ conversationId, format: 'json' }),
    () => trpc.chat.send.mutate({ conversationId, content: 'x', idempotencyKey: randomUUID() }),
    () => trpc.chat.regenerate.mutate({ messageId, idempotencyKey: randomUUID() }),
    () => trpc.chat.continue.mutate({ messageId, idempotencyKey: randomUUID() }),
  ]
  for (const call of gone) await expect(call()).rejects.toMatchObject(NOT_FOUND)
  expect(await trpc.conversations.restore.mutate({ conversationId })).toMatchObject({ isAnswering: false })
  const { messages } = await trpc.conversations.get.query({ conversationId })
  expect(messages.map(({ content }) => content)).toEqual(['tell me of narwhals', 'half of it'])
  expect(messages[1]?.generation?.status).toBe('stopped')
  await expect(trpc.conversations.restore.mutate({ conversationId: randomUUID() })).rejects.toMatchObject(NOT_FOUND)
})

test('the first exchange names a conversation, and what a person chose stays', async () => {
  await using upstream = await startHostileUpstream(says('# Narwhals\n\nThey swim.'))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const titleOf = async (conversationId: string) =>
    (await client.trpc.conversations.get.query({ conversationId })).title
  const greeted = await client.converse('Hello!')
  expect(await titleOf(greeted.conversationId)).toBe('Narwhals')
  const asked = await client.converse('Where do **whales** live? I wonder.')
  expect(await titleOf(asked.conversationId)).toBe('Where do whales live?')
  const { conversationId } = asked
  const renamed = await client.trpc.conversations.rename.mutate({ conversationId, title: '  Mine ' })
  expect(renamed).toMatchObject({ id: conversationId, title: 'Mine' })
  await client.converse({ conversationId, parentId: null, content: 'Another first question?' })
  expect(await titleOf(conversationId)).toBe('Mine')
})

test('search finds all words, the last one by its beginning, in messages and titles of the owner alone', async () => {
  await using upstream = await startHostileUpstream(says('The narwhal has a tusk; its ivory is old.'))
  await using server = await startServerOn(upstream.url)
  const { client: ann } = await server.signIn('user-alpha')
  const { client: bob } = await server.signIn('operator', 'tenant-alpha')
  const { client: beta } = await server.signIn('operator', 'tenant-beta')
  const { conversationId } = await ann.converse('Tell me of the sea, "o\'clock" & <b>more</b>')
  await ann.trpc.conversations.rename.mutate({ conversationId, title: 'Unicorns 日本' })
  const search = async (client: TestClient, query: string) =>
    (await client.trpc.conversations.search.query({ query })).hits
  for (const query of ['narwhal tus', 'IVORY', 'tusk narwhal']) {
    expect(await search(ann, query)).toMatchObject([
      { conversationId, role: 'assistant', title: 'Unicorns 日本', snippet: expect.stringContaining('narwhal') },
    ])
  }
  expect(await search(ann, 'unicor')).toMatchObject([{ messageId: null, role: null, snippet: 'Unicorns 日本' }])
  expect(await search(ann, "o'clo")).toMatchObject([{ role: 'user' }])
  for (const query of ['walrus', 'narwhal walrus', '!', "' | 'walrus", 'narw tusk'])
    expect(await search(ann, query)).toEqual([])
  for (const other of [bob, beta]) expect(await search(other, 'narwhal')).toEqual([])

  const first = await ann.trpc.conversations.search.query({ query: 't', limit: 1 })
  const second = await ann.trpc.conversations.search.query({ query: 't', limit: 1, cursor: first.nextCursor })
  expect(new Set([...first.hits, ...second.hits].map(({ messageId }) => messageId)).size).toBe(2)
  expect(second.nextCursor).toBeNull()
  await expect(ann.trpc.conversations.search.query({ query: 't', cursor: 'x' })).rejects.toMatchObject({
    data: { coco: { code: 'invalid_input' } },
  })
})

test('an export holds what was written, to the letter', async () => {
  const hostile = '# head\n\n```\n<script>\n```\n\u202E 👩‍👩‍👧 | a | b |'
  await using upstream = await startHostileUpstream(says(hostile))
  await using server = await startServerOn(upstream.url)
  const { client } = await server.signIn('user-alpha')
  const { conversationId } = await client.converse(hostile)
  const view = await client.trpc.conversations.get.query({ conversationId })
  const json = await client.trpc.conversations.export.query({ conversationId, format: 'json' })
  expect(JSON.parse(json.text)).toMatchObject(view)
  const markdown = await client.trpc.conversations.export.query({ conversationId, format: 'markdown' })
  expect(markdown.text.split(hostile)).toHaveLength(3)
  expect(markdown.fileName).toMatch(/^head-\d{4}-\d\d-\d\d\.md$/)
})
