import { hasPostgres } from '@coco/testkit/test-postgres'
import { says } from '@coco/testkit/upstream-scripts'
import { describe, expect, test } from 'vitest'
import { type DatabaseScene, openDatabaseScene } from './database-scene.ts'

const WELL_MS = 15_000

async function rowsOf({ owner }: DatabaseScene) {
  const { rows: messages } = await owner.query<{ role: string; content: string }>(
    'SELECT role, content FROM coco.messages ORDER BY position',
  )
  const { rows: generations } = await owner.query<{ status: string }>('SELECT status FROM coco.generations')
  const { rows: usage } = await owner.query('SELECT 1 FROM coco.usage')
  return { messages, statuses: generations.map(({ status }) => status), usage: usage.length }
}

describe.runIf(await hasPostgres())('a commit is lost on its way back', () => {
  test('row 35 · of a question: the caller is told that it failed, and the same key again is one question and one answer', async () => {
    await using scene = await openDatabaseScene()
    const { server, gate, upstream } = scene
    upstream.answerWith(says('one ', 'answer'))
    const page = await server.signIn('user-alpha')
    const message = { content: 'once', idempotencyKey: crypto.randomUUID() }
    const isLost = gate.loseCommitAfter('insert into "coco"."generations"')
    await expect(page.client.trpc.chat.send.mutate(message)).rejects.toMatchObject({
      data: { httpStatus: 503, coco: { code: 'store_unavailable' } },
    })
    expect(isLost()).toBe(true)

    const again = await page.client.trpc.chat.send.mutate(message)
    expect(await page.client.trpc.chat.send.mutate(message)).toEqual(again)
    // Whoever asks is told how it ended, and nobody waits for ever.
    await expect
      .poll(async () => (await rowsOf(scene)).statuses, { timeout: WELL_MS })
      .not.toEqual(expect.arrayContaining(['running']))
    const rows = await rowsOf(scene)
    expect(rows.messages.filter(({ role }) => role === 'user')).toHaveLength(1)
    expect(rows.messages.length).toBeLessThanOrEqual(2)
    expect(rows.statuses).toHaveLength(1)
    expect(upstream.calls.length).toBeLessThanOrEqual(1)
    expect(rows.usage).toBe(upstream.calls.length)
  }, 60_000)

  test('row 35 · of the end of an answer: it is stored once, and whoever read it was told so', async () => {
    await using scene = await openDatabaseScene()
    const { server, gate, upstream } = scene
    upstream.answerWith(says('one ', 'answer'))
    const page = await server.signIn('user-alpha')
    const isLost = gate.loseCommitAfter('insert into "coco"."usage"')
    const started = await page.client.trpc.chat.send.mutate({ content: 'once', idempotencyKey: crypto.randomUUID() })
    const events = await page.client.read(started.generationId)
    expect(isLost()).toBe(true)
    expect(events.at(-1)?.event.type).toBe('done')
    const rows = await rowsOf(scene)
    expect(rows.messages).toEqual([
      { role: 'user', content: 'once' },
      { role: 'assistant', content: 'one answer' },
    ])
    expect([rows.statuses, rows.usage, upstream.calls.length]).toEqual([['done'], 1, 1])
  }, 60_000)
})
