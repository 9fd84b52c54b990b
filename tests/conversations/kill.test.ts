import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { createStackFolder } from '@coco/testkit/stack-folder'
import { createTestClient } from '@coco/testkit/test-client'
import { createTestDatabase } from '@coco/testkit/test-database'
import { hasPostgres } from '@coco/testkit/test-postgres'
import { chunk, openStream, says } from '@coco/testkit/upstream-scripts'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startServerProcess, urlOf } from '../contract/server-process.ts'

/** The quickstart's public key, which a server on loopback accepts. */
const ALPHA_KEY = 'sk-alpha-secret-key-001'
const PIECE_MS = 20
/** A checkpoint a second, and the time that it takes on a busy machine. */
const MAX_LOST_MS = 1_500

/** Speaks until nobody listens: `0 1 2 3 …`. */
const startEndlessSpeaker = () =>
  startHostileUpstream((response) => {
    openStream(response)
    let next = 0
    const speaking = setInterval(() => response.write(chunk({ content: `${next++} ` })), PIECE_MS)
    response.once('close', () => clearInterval(speaking))
  })

test.each(['embedded', 'postgres'] as const)(
  'fault 31, %s: after kill -9 in mid-answer all but its last second is there, as interrupted, and can go on',
  async (kind) => {
    if (kind === 'postgres' && !(await hasPostgres())) return
    await using upstream = await startEndlessSpeaker()
    const folder = await createStackFolder()
    const database = await createTestDatabase(join(folder.path, 'data'), kind)
    const start = () =>
      startServerProcess(folder.path, {
        PATH: process.env.PATH ?? '',
        COCO_MODE: 'local',
        COCO_PORT: '0',
        SNOWFLAKE_ACCOUNT: 'COCO-LOCAL',
        CORTEX_BASE_URL_OVERRIDE: upstream.url,
        ...(database.url === null ? {} : { DATABASE_URL: database.url }),
      })
    try {
      await using first = await start()
      const before = createTestClient(urlOf(first), { 'x-api-key': ALPHA_KEY })
      const endless = await before.send('count')
      await upstream.nth(0)
      upstream.answerWith(says('short and whole'))
      const finished = await before.converse('be brief')

      const seen: { text: string; atMs: number }[] = []
      let text = ''
      await before.read(endless.generationId, {
        onEvent({ event }) {
          if (event.type === 'delta') seen.push({ text: (text += event.content), atMs: performance.now() })
          return !text.includes(' 180 ')
        },
      })
      const killedMs = performance.now()
      first.kill()
      await first.exited

      await using second = await start()
      const { trpc, read } = createTestClient(urlOf(second), { 'x-api-key': ALPHA_KEY })
      const view = await trpc.conversations.get.query({ conversationId: endless.conversationId })
      const backMs = performance.now() - killedMs
      expect(backMs).toBeLessThan(10_000)
      expect(view.messages[1]?.generation).toMatchObject({ id: endless.generationId, status: 'interrupted' })
      const kept = view.messages[1]?.content ?? ''
      expect(text.startsWith(kept) || kept.startsWith(text)).toBe(true)
      const firstLost = seen.find((item) => item.text.length > kept.length)
      const lostMs = firstLost === undefined ? 0 : killedMs - firstLost.atMs
      console.log(`${kind}: ${Math.round(lostMs)} ms of the answer lost, there again after ${Math.round(backMs)} ms`)
      expect(lostMs).toBeLessThan(MAX_LOST_MS)
      const whole = await trpc.conversations.get.query({ conversationId: finished.conversationId })
      expect(whole.messages[1]).toMatchObject({ content: 'short and whole', generation: { status: 'done' } })
      expect((await trpc.conversations.list.query({})).conversations.map(({ isAnswering }) => isAnswering)).toEqual([
        false,
        false,
      ])

      const { messageId, conversationId } = endless
      upstream.answerWith(says('and on'))
      const more = await trpc.chat.continue.mutate({ messageId, idempotencyKey: randomUUID() })
      await read(more.generationId)
      const again = await trpc.chat.regenerate.mutate({ messageId, idempotencyKey: randomUUID() })
      await read(again.generationId)
      const { messages } = await trpc.conversations.get.query({ conversationId })
      expect(messages.map(({ content }) => content)).toEqual(['count', `${kept}and on`, 'and on'])
    } finally {
      await database.remove()
      folder.remove()
    }
  },
  60_000,
)
