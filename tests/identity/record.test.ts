import { ownerOf } from '@coco/testkit/database-owner'
import { startServerOn } from '@coco/testkit/start-server-on'
import { createTestClient } from '@coco/testkit/test-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let server: Awaited<ReturnType<typeof startServerOn>>
let owner: Awaited<ReturnType<typeof ownerOf>>
beforeAll(async () => {
  server = await startServerOn('http://127.0.0.1:9')
  owner = await ownerOf(server)
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await server.close()
})

interface Entry {
  tenant_id: string
  action: string
  decision: string
  actor_kind: string
  address: string | null
  details: Record<string, unknown>
}

const recorded = async (where: string, value: string) => {
  const columns = 'tenant_id, action, decision, actor_kind, address, details'
  return (await owner.query<Entry>(`SELECT ${columns} FROM coco.audit WHERE ${where} ORDER BY at, seq`, [value])).rows
}

describe('on the record', () => {
  test('is everything that somebody did with their own account, in their tenant', async () => {
    const ann = await server.addPerson()
    const phone = await server.signInWithPassword(ann)
    const { trpc } = ann.client
    await trpc.session.updateProfile.mutate({ name: 'Ann B. Lee' })
    const other = (await trpc.session.list.query()).find(({ isCurrent }) => !isCurrent)
    await trpc.session.revoke.mutate({ sessionId: other?.id ?? '' })
    await trpc.session.changePassword.mutate({ current: ann.password, next: 'a new password' })
    await trpc.session.signOut.mutate()
    const entries = await recorded('actor_id = $1', ann.session.person.id)
    expect(entries.map(({ action, decision }) => [action, decision])).toEqual(
      [
        'link_used',
        'signed_in',
        'signed_in',
        'profile_changed',
        'session_revoked',
        'password_changed',
        'signed_out',
      ].map((action) => [action, 'allowed']),
    )
    expect(new Set(entries.map((entry) => [entry.tenant_id, entry.address].join()))).toEqual(
      new Set(['tenant-alpha,127.0.0.1']),
    )
    expect(entries[2]?.details).toEqual({ method: 'password', roles: ['member'] })
    expect(JSON.stringify(entries)).not.toMatch(/Ann|example\.com|password of/)
    expect(await phone.client.trpc.session.me.query()).toBeNull()
  })

  test('is a refused sign-in, under nobody and in no tenant, with whose account was tried', async () => {
    const ann = await server.addPerson()
    await server.signInWithPassword({ ...ann, password: 'a guess' }).catch(() => {})
    await expect
      .poll(() => recorded("action = 'sign_in_refused' AND subject = $1", ann.session.person.id))
      .toEqual([
        {
          tenant_id: '*',
          action: 'sign_in_refused',
          decision: 'denied',
          actor_kind: 'anonymous',
          address: '127.0.0.1',
          details: { method: 'password', code: 'wrong_credentials' },
        },
      ])
  })

  test('is a wrong key, and a link that does not work', async () => {
    await createTestClient(server.serverUrl, { 'x-api-key': 'sk-wrong' })
      .trpc.session.me.query()
      .catch(() => {})
    const nobody = createTestClient(server.serverUrl, { origin: server.serverUrl })
    await nobody.trpc.links.look.mutate({ token: 'x'.repeat(43) }).catch(() => {})
    await expect
      .poll(async () => (await recorded('action = $1', 'credential_refused')).at(-1))
      .toMatchObject({
        tenant_id: '*',
        details: { code: 'invalid_api_key' },
      })
    await expect
      .poll(async () => (await recorded('action = $1', 'link_refused')).at(-1))
      .toMatchObject({
        tenant_id: '*',
        details: { code: 'link_invalid' },
      })
  })

  test('is whoever asked for what they may not do, in their own tenant', async () => {
    const ann = await server.addPerson()
    await ann.client.trpc.people.list.query().catch(() => {})
    await expect
      .poll(() => recorded("action = 'access_refused' AND actor_id = $1", ann.session.person.id))
      .toMatchObject([{ tenant_id: 'tenant-alpha', decision: 'denied', details: { procedure: 'people.list' } }])
  })
})

test('nobody fills the record by guessing: of many refusals from one address some are kept', async () => {
  await using other = await startServerOn('http://127.0.0.1:9')
  await using eyes = await ownerOf(other)
  const asked = Array.from({ length: 90 }, (_, index) =>
    createTestClient(other.serverUrl, { 'x-api-key': `sk-wrong-${index}` })
      .trpc.session.me.query()
      .catch(() => {}),
  )
  await Promise.all(asked)
  const count = async () =>
    Number((await eyes.query("SELECT count(*) FROM coco.audit WHERE action = 'credential_refused'")).rows[0]?.count)
  await expect.poll(count).toBeGreaterThan(10)
  expect(await count()).toBeLessThanOrEqual(60)
})

test('behind https the cookies are for https alone', async () => {
  const settings = { COCO_MODE: 'snowflake', COCO_PUBLIC_URL: 'https://coco.example.com' }
  await using secure = await startServerOn('http://127.0.0.1:9', { settings })
  const ann = await secure.addPerson()
  const response = await fetch(`${secure.serverUrl}/trpc/session.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://coco.example.com' },
    body: JSON.stringify({ email: ann.email, password: ann.password }),
  })
  const set = response.headers.getSetCookie()
  expect(set).toHaveLength(2)
  for (const line of set) expect(line).toMatch(/; HttpOnly; Secure; SameSite=Strict$/)
})
