import { ownerOf } from '@coco/testkit/database-owner'
import { createManualClock } from '@coco/testkit/manual-clock'
import { startServerOn } from '@coco/testkit/start-server-on'
import { describe, expect, test } from 'vitest'
import { everyRowWith, tablesWith, writeSomebody } from './somebodys-rows.ts'

const NOWHERE = 'http://127.0.0.1:9'
const HOUR_MS = 3_600_000

/** A machine with much to do is no failure. */
const WAIT = { timeout: 15_000 }

describe.each(['embedded', 'postgres'] as const)('in a %s database', (database) => {
  test('conversations live as long as their tenant says, and removed ones thirty days', async () => {
    const clock = createManualClock(Date.now())
    await using server = await startServerOn(NOWHERE, { database, platform: { clock } })
    await using owner = await ownerOf(server)
    const alpha = await server.signIn('operator', 'tenant-alpha')
    const beta = await server.signIn('operator', 'tenant-beta')
    await alpha.client.trpc.settings.update.mutate({ conversationDays: 30 })

    const old = await writeSomebody(owner, { tenant: 'tenant-alpha', daysOld: 31 })
    const young = await writeSomebody(owner, { tenant: 'tenant-alpha', daysOld: 29 })
    const answered = await writeSomebody(owner, { tenant: 'tenant-alpha', daysOld: 31 })
    const unlimited = await writeSomebody(owner, { tenant: 'tenant-beta', daysOld: 3000 })
    const longGone = await writeSomebody(owner, { tenant: 'tenant-beta' })
    const justGone = await writeSomebody(owner, { tenant: 'tenant-beta' })
    const set = (sql: string, id: string) => owner.query(sql, [id])
    await set("UPDATE coco.generations SET status = 'running' WHERE id = $1", answered.generationId)
    const remove = (days: number) =>
      `UPDATE coco.conversations SET removed_at = now() - interval '${days} days' WHERE id = $1`
    await set(remove(31), longGone.conversationId)
    await set(remove(29), justGone.conversationId)
    const kept = [young, answered, unlimited, justGone]
    const rowsOf = async () => Promise.all(kept.map(({ conversationId }) => everyRowWith(owner, conversationId)))
    const before = await rowsOf()

    clock.advance(HOUR_MS)
    await expect.poll(() => tablesWith(owner, longGone.conversationId), WAIT).toEqual([])
    expect(await tablesWith(owner, old.conversationId)).toEqual([])
    // Only what was spent is left of them: numbers.
    expect(await tablesWith(owner, old.generationId)).toEqual(['coco.usage'])
    expect(await tablesWith(owner, old.canary)).not.toContain('coco.messages')
    expect(await rowsOf()).toEqual(before)

    const expired = async (admin: typeof alpha) =>
      (await admin.client.trpc.audit.list.query({})).entries.filter(({ action }) => action === 'conversations_expired')
    expect(await expired(alpha)).toMatchObject([{ actorKind: 'system', details: { count: 1, conversation_days: 30 } }])
    expect(await expired(beta)).toMatchObject([{ details: { count: 1, conversation_days: null } }])

    await set("UPDATE coco.generations SET status = 'done' WHERE id = $1", answered.generationId)
    clock.advance(HOUR_MS)
    await expect.poll(() => tablesWith(owner, answered.conversationId), WAIT).toEqual([])
  })

  test('a run whose question was taken back is forgotten thirty days after its end', async () => {
    const clock = createManualClock(Date.now())
    await using server = await startServerOn(NOWHERE, { database, platform: { clock } })
    await using owner = await ownerOf(server)
    const [gone, kept] = [
      await writeSomebody(owner, { tenant: 'tenant-alpha' }),
      await writeSomebody(owner, { tenant: 'tenant-alpha' }),
    ]
    const takeBack = (id: string, days: number) =>
      owner.query(
        `UPDATE coco.generations SET status = 'failed', conversation_id = NULL, message_id = NULL,
           ended_at = now() - $2 * interval '1 day' WHERE id = $1`,
        [id, days],
      )
    await takeBack(gone.generationId, 31)
    await takeBack(kept.generationId, 29)
    clock.advance(HOUR_MS)
    await expect.poll(() => tablesWith(owner, gone.generationId), WAIT).toEqual(['coco.usage'])
    expect(await tablesWith(owner, kept.generationId)).toContain('coco.generations')
  })

  test('sessions and links are forgotten thirty days after their end', async () => {
    const clock = createManualClock(Date.now())
    await using server = await startServerOn(NOWHERE, { database, platform: { clock } })
    await using owner = await ownerOf(server)
    const gone = await writeSomebody(owner, { tenant: 'tenant-alpha' })
    const kept = await writeSomebody(owner, { tenant: 'tenant-alpha' })
    const age = (table: string, column: string, who: string, days: number) =>
      owner.query(`UPDATE identity.${table} SET ${column} = now() - interval '${days} days' WHERE user_id = $1`, [who])
    await age('sessions', 'ended_at', gone.personId, 31)
    await age('one_time_links', 'used_at', gone.personId, 31)
    await age('sessions', 'ended_at', kept.personId, 29)
    await age('one_time_links', 'used_at', kept.personId, 29)
    clock.advance(HOUR_MS)
    const left = async () =>
      (
        await owner.query<{ who: string }>(
          `SELECT user_id AS who FROM identity.sessions WHERE user_id = ANY($1)
           UNION ALL SELECT user_id FROM identity.one_time_links WHERE user_id = ANY($1)`,
          [[gone.personId, kept.personId]],
        )
      ).rows.map(({ who }) => who)
    await expect.poll(left, WAIT).toEqual([kept.personId, kept.personId])
  })

  test('more than go at once go all the same', async () => {
    const clock = createManualClock(Date.now())
    await using server = await startServerOn(NOWHERE, { database, platform: { clock } })
    await using owner = await ownerOf(server)
    const admin = await server.signIn('operator', 'tenant-alpha')
    await admin.client.trpc.settings.update.mutate({ conversationDays: 1 })
    await owner.query(
      `INSERT INTO coco.conversations (tenant_id, owner_id, id, title, updated_at)
       SELECT 'tenant-alpha', gen_random_uuid(), gen_random_uuid(), 't', now() - interval '2 days' FROM generate_series(1, 450)`,
    )
    clock.advance(HOUR_MS)
    const count = async () =>
      (await owner.query<{ count: string }>('SELECT count(*) FROM coco.conversations')).rows[0]?.count
    await expect.poll(count, WAIT).toBe('0')
    const { entries } = await admin.client.trpc.audit.list.query({})
    const counts = entries
      .filter(({ action }) => action === 'conversations_expired')
      .map(({ details }) => details.count)
    expect(counts).toEqual([50, 100, 100, 100, 100])
  })

  test('a round that fails is told in the log, and the next one makes it good', async () => {
    const clock = createManualClock(Date.now())
    await using server = await startServerOn(NOWHERE, {
      database: database === 'postgres' ? 'altered' : database,
      platform: { clock },
    })
    await using owner = await ownerOf(server)
    const gone = await writeSomebody(owner, { tenant: 'tenant-alpha' })
    await owner.query("UPDATE coco.conversations SET removed_at = now() - interval '40 days'")
    await owner.query('REVOKE INSERT ON coco.audit FROM coco_keeper')
    clock.advance(HOUR_MS)
    await expect.poll(() => server.logLines.join(''), WAIT).toContain('what lived long enough is still there')
    expect(await tablesWith(owner, gone.conversationId)).toContain('coco.conversations')
    await owner.query('GRANT INSERT ON coco.audit TO coco_keeper')
    clock.advance(HOUR_MS)
    await expect.poll(() => tablesWith(owner, gone.conversationId), WAIT).toEqual([])
  })
})
