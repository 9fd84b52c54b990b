import { callChatStream } from '@coco/testkit/chat-stream-call'
import { ownerOf } from '@coco/testkit/database-owner'
import { startServerOn } from '@coco/testkit/start-server-on'
import { startStack } from '@coco/testkit/start-stack'
import { describe, expect, test } from 'vitest'

const NOWHERE = 'http://127.0.0.1:9'
const days = (conversationDays: number | null) => ({ conversationDays })

/** A machine with much to do is no failure. */
const WAIT = { timeout: 15_000 }

describe.each(['embedded', 'altered'] as const)('the record in a database that is %s', (database) => {
  test('says who changed what, from where, newest first, in pages, to admins alone', async () => {
    await using server = await startServerOn(NOWHERE, { database })
    const admin = await server.signIn('operator', 'tenant-alpha')
    const member = await server.signIn('user-alpha')
    for (const count of [1, 2, 3]) await admin.client.trpc.settings.update.mutate(days(count))
    const changes = async (before?: number) =>
      (await admin.client.trpc.audit.list.query({ limit: 2, ...(before === undefined ? {} : { before }) })).entries
    const newest = await changes()
    expect(newest.map(({ details }) => details)).toEqual([{ conversation_days: 3 }, { conversation_days: 2 }])
    expect(newest[0]).toMatchObject({
      action: 'settings_changed',
      decision: 'allowed',
      actorKind: 'person',
      actorId: admin.session.person.id,
      address: '127.0.0.1',
      requestId: expect.any(String),
    })
    expect((await changes(newest[1]?.seq))[0]?.details).toEqual({ conversation_days: 1 })
    await expect(member.client.trpc.audit.list.query({})).rejects.toMatchObject({
      data: { coco: { code: 'forbidden' } },
    })
  })

  test("of another tenant's record nothing is seen", async () => {
    await using server = await startServerOn(NOWHERE, { database })
    const alpha = await server.signIn('operator', 'tenant-alpha')
    await alpha.client.trpc.settings.update.mutate(days(7))
    const beta = await server.signIn('operator', 'tenant-beta')
    const { entries } = await beta.client.trpc.audit.list.query({})
    expect(entries.filter(({ action }) => action === 'settings_changed')).toEqual([])
    expect(await beta.client.trpc.settings.get.query()).toEqual(days(null))
  })

  test('nobody changes what was recorded, not even the owner of the table', async () => {
    await using server = await startServerOn(NOWHERE, { database })
    const admin = await server.signIn('operator', 'tenant-alpha')
    await admin.client.trpc.settings.update.mutate(days(7))
    await using behind = await ownerOf(server)
    for (const attempt of ["UPDATE coco.audit SET actor_id = 'x'", 'DELETE FROM coco.audit', 'TRUNCATE coco.audit']) {
      await expect(behind.query(attempt)).rejects.toThrow('append-only')
    }
    for (const role of ['coco_app', 'coco_identity', 'coco_keeper']) {
      for (const attempt of ["UPDATE coco.audit SET actor_id = 'x'", 'DELETE FROM coco.audit', 'TRUNCATE coco.audit']) {
        await behind.query('BEGIN')
        await behind.query(`SET LOCAL ROLE ${role}`)
        await expect(behind.query(attempt)).rejects.toThrow('permission denied')
        await behind.query('ROLLBACK')
      }
    }
  })

  test('many changes at once make one chain without gaps', async () => {
    await using server = await startServerOn(NOWHERE, { database })
    const admin = await server.signIn('operator', 'tenant-alpha')
    await Promise.all(Array.from({ length: 20 }, (_, n) => admin.client.trpc.settings.update.mutate(days(n + 1))))
    await using behind = await ownerOf(server)
    const { rows } = await behind.query<{ seq: string; previous_hash: string; hash: string }>(
      "SELECT seq, previous_hash, hash FROM coco.audit WHERE tenant_id = 'tenant-alpha' ORDER BY seq",
    )
    expect(rows.length).toBeGreaterThanOrEqual(20)
    expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map((_, index) => index + 1))
    for (const [index, row] of rows.entries()) expect(row.previous_hash).toBe(rows[index - 1]?.hash ?? '0'.repeat(64))
  })

  test('what cannot be recorded does not happen', async () => {
    await using server = await startServerOn(NOWHERE, { database })
    const admin = await server.signIn('operator', 'tenant-alpha')
    await admin.client.trpc.settings.update.mutate(days(7))
    await using behind = await ownerOf(server)
    await behind.query('REVOKE INSERT ON coco.audit FROM coco_app')
    const refused = admin.client.trpc.settings.update.mutate(days(1))
    await expect(refused).rejects.toMatchObject({ data: { coco: { code: 'internal' } } })
    expect(await admin.client.trpc.settings.get.query()).toEqual(days(7))
    await behind.query('GRANT INSERT ON coco.audit TO coco_app')
    await admin.client.trpc.settings.update.mutate(days(1))
    expect(await admin.client.trpc.settings.get.query()).toEqual(days(1))
  })
})

/** Beta may not use it until somebody grants it. */
const claude = (content: string) => ({ model: 'claude-4-sonnet', messages: [{ role: 'user' as const, content }] })

describe('a model that Snowflake denies', () => {
  const denied = async (admin: Awaited<ReturnType<Awaited<ReturnType<typeof startStack>>['signIn']>>) => {
    const { entries } = await admin.client.trpc.audit.list.query({})
    return entries.filter(({ action }) => action === 'model_denied')
  }

  test('is in the record, for a person and for a key, without what was asked', async () => {
    await using stack = await startStack()
    const admin = await stack.signIn('operator', 'tenant-beta')
    await (await stack.signIn('user-beta')).client.ask(claude('CANARY of a person'))
    await stack.withKey(stack.betaKey).ask(claude('CANARY of a program'))
    await callChatStream(stack.serverUrl, {
      key: stack.betaKey,
      body: { model: 'claude-4-sonnet', message: 'CANARY of the quickstart' },
    })
    await expect.poll(() => denied(admin), WAIT).toHaveLength(3)
    const entries = await denied(admin)
    expect(entries.map(({ actorKind, decision, subject }) => [actorKind, decision, subject])).toEqual([
      ['key', 'denied', 'claude-4-sonnet'],
      ['key', 'denied', 'claude-4-sonnet'],
      ['person', 'denied', 'claude-4-sonnet'],
    ])
    await using behind = await ownerOf(stack)
    const all = JSON.stringify((await behind.query('SELECT * FROM coco.audit')).rows)
    expect(all).not.toContain('CANARY')
  })
})
