import { PINNED_MAX } from '@coco/shared/conversation-inputs'
import { ConversationId } from '@coco/shared/ids'
import { ownerOf } from '@coco/testkit/database-owner'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { createManualClock } from '@coco/testkit/manual-clock'
import { startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import { expect, test } from 'vitest'
import { writeSomebody } from '../housekeeping/somebodys-rows.ts'

const ROOMY = { settings: { COCO_MAX_STREAMS_PER_TENANT: '500' } }

test('pinned conversations come whole with the first page, the last pinned first, and paging stays as it was', async () => {
  await using upstream = await startHostileUpstream(says('yes'))
  await using server = await startServerOn(upstream.url, ROOMY)
  const { client } = await server.signIn('user-alpha')
  const { conversations } = client.trpc
  const made = []
  for (let count = 0; count < 7; count++) made.push((await client.converse(`question ${count}`)).conversationId)
  const [oldest, second] = made
  if (!oldest || !second) throw new Error('nothing was made')
  const before = (await conversations.list.query({ limit: 7 })).conversations

  expect(await conversations.pin.mutate({ conversationId: oldest, isPinned: true })).toMatchObject({
    outcome: 'changed',
    conversation: { id: oldest, isPinned: true, updatedAt: before.at(-1)?.updatedAt },
  })
  await conversations.pin.mutate({ conversationId: second, isPinned: true })
  await conversations.pin.mutate({ conversationId: oldest, isPinned: true }) // once more changes nothing

  const first = await conversations.list.query({ limit: 3 })
  expect(first.pinned.map(({ id }) => id)).toEqual([second, oldest])
  const next = await conversations.list.query({ limit: 10, cursor: first.nextCursor })
  expect(next.pinned).toEqual([])
  expect([...first.conversations, ...next.conversations].map(({ id }) => id)).toEqual(made.toReversed())

  // Removed it is in neither list; what comes back is where it was.
  await conversations.remove.mutate({ conversationId: second })
  expect((await conversations.list.query({})).pinned.map(({ id }) => id)).toEqual([oldest])
  expect(await conversations.restore.mutate({ conversationId: second })).toMatchObject({ isPinned: true })
  await conversations.pin.mutate({ conversationId: oldest, isPinned: false })
  const last = await conversations.list.query({ limit: 7 })
  expect(last.pinned.map(({ id }) => id)).toEqual([second])
  expect(last.conversations.map(({ id, updatedAt }) => ({ id, updatedAt }))).toEqual(
    before.map(({ id, updatedAt }) => ({ id, updatedAt })),
  )
})

test('there is a limit to what can be on top, and a removed conversation cannot be pinned', async () => {
  await using server = await startServerOn('http://127.0.0.1:9')
  await using owner = await ownerOf(server)
  const { client, session } = await server.signIn('user-alpha')
  const { rows } = await owner.query<{ id: string; pinned: boolean }>(
    `INSERT INTO coco.conversations (tenant_id, owner_id, id, title, pinned_at)
     SELECT $1, $2, gen_random_uuid(), 'No. ' || n, CASE WHEN n > 1 THEN now() END FROM generate_series(1, $3::int + 1) n
     RETURNING id, pinned_at IS NOT NULL AS pinned`,
    [session.tenant.id, session.person.id, PINNED_MAX],
  )
  const [one, other] = [rows.find(({ pinned }) => !pinned)?.id ?? '', rows.find(({ pinned }) => pinned)?.id ?? '']
  const pin = (id: string, isPinned: boolean) =>
    client.trpc.conversations.pin.mutate({ conversationId: ConversationId.parse(id), isPinned })
  expect(await pin(one, true)).toEqual({ outcome: 'full', limit: PINNED_MAX })
  expect(await pin(other, false)).toMatchObject({ outcome: 'changed' })
  expect(await pin(one, true)).toMatchObject({ outcome: 'changed' })
  await client.trpc.conversations.remove.mutate({ conversationId: ConversationId.parse(one) })
  // Its place on top is taken by the time it comes back. One that is there keeps its pin, however often it is restored.
  expect(await pin(other, true)).toMatchObject({ outcome: 'changed' })
  const restore = (id: string) => client.trpc.conversations.restore.mutate({ conversationId: ConversationId.parse(id) })
  expect(await restore(one)).toMatchObject({ isPinned: false })
  expect(await restore(other)).toMatchObject({ isPinned: true })
  await client.trpc.conversations.remove.mutate({ conversationId: ConversationId.parse(one) })
  await expect(pin(one, false)).rejects.toMatchObject({ data: { coco: { code: 'not_found' } } })
})

test('a pin does not make a conversation live longer than its tenant says', async () => {
  const clock = createManualClock(Date.now())
  await using server = await startServerOn('http://127.0.0.1:9', { platform: { clock } })
  await using owner = await ownerOf(server)
  const { conversationId } = await writeSomebody(owner, { tenant: 'tenant-alpha', daysOld: 31 })
  const { client, session } = await server.signIn('operator', 'tenant-alpha')
  const { trpc } = client
  for (const table of ['generations', 'messages']) await owner.query(`DELETE FROM coco.${table}`)
  await owner.query('UPDATE coco.conversations SET owner_id = $1', [session.person.id])
  const id = ConversationId.parse(conversationId)
  await trpc.conversations.pin.mutate({ conversationId: id, isPinned: true })
  expect((await trpc.conversations.list.query({})).pinned).toMatchObject([{ id }])
  await trpc.settings.update.mutate({ conversationDays: 30 })
  clock.advance(3_600_000)
  await expect.poll(async () => (await trpc.conversations.list.query({})).pinned, { timeout: 15_000 }).toEqual([])
})
