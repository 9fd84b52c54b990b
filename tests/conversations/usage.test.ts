import { callChatStream } from '@coco/testkit/chat-stream-call'
import { ownerOf } from '@coco/testkit/database-owner'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { refuses, says } from '@coco/testkit/upstream-scripts'
import { expect, test } from 'vitest'

test('what an answer costs is counted once, over every transport; what was refused costs nothing', async () => {
  await using upstream = await startHostileUpstream(says('one ', 'two'))
  await using server = await startServerOn(upstream.url)
  await using database = await ownerOf(server)
  const { client, session } = await server.signIn('user-alpha')
  const { generationId } = await client.converse('in a conversation')
  await client.ask('without one')
  await callChatStream(server.serverUrl, { key: server.alphaKey, body: { message: 'over REST' } })
  upstream.answerWith(refuses(400, {}))
  await client.converse('refused')
  await client.ask('refused')

  const rows = async () => {
    const { rows: found } = await database.query<{ kind: string }>(
      `SELECT kind, tenant_id, owner_id, model, generation_id, prompt_tokens, completion_tokens, is_whole
       FROM coco.usage ORDER BY kind`,
    )
    return found
  }
  await expect.poll(async () => (await rows()).length, { timeout: 10_000 }).toBe(3)
  const spent = {
    tenant_id: 'tenant-alpha',
    model: 'claude-4-sonnet',
    is_whole: true,
    prompt_tokens: 1,
    completion_tokens: 2,
  }
  const person = session.person.id
  expect(await rows()).toEqual([
    { ...spent, kind: 'chat', owner_id: person, generation_id: generationId },
    { ...spent, kind: 'complete', owner_id: person, generation_id: null },
    // `/v1/chat/stream` does not ask upstream for usage, but counts what it is told.
    { ...spent, kind: 'stream', owner_id: expect.not.stringMatching(person), generation_id: null },
  ])
})

test('a refused answer keeps its row with the reason, without the question', async () => {
  await using upstream = await startHostileUpstream(refuses(400, {}))
  await using server = await startServerOn(upstream.url)
  await using database = await ownerOf(server)
  const { client } = await server.signIn('user-alpha')
  await client.converse('no')
  const { rows } = await database.query(
    'SELECT status, error_code, conversation_id, message_id, ended_at IS NOT NULL AS ended FROM coco.generations',
  )
  expect(rows).toEqual([
    { status: 'failed', error_code: 'upstream_rejected', conversation_id: null, message_id: null, ended: true },
  ])
  expect((await database.query('SELECT FROM coco.conversations')).rowCount).toBe(0)
})
