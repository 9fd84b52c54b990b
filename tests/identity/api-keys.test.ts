import { callChatStream } from '@coco/testkit/chat-stream-call'
import { type HostileUpstream, startHostileUpstream } from '@coco/testkit/hostile-upstream'
import type { SignedIn } from '@coco/testkit/sign-in'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let upstream: HostileUpstream
let server: ServerUnderTest
/** Admin of both tenants; here of Alpha. */
let admin: SignedIn
beforeAll(async () => {
  upstream = await startHostileUpstream(says('fine'))
  server = await startServerOn(upstream.url)
  admin = await server.signIn('operator', 'tenant-alpha')
})
afterAll(async () => {
  await server.close()
  await upstream.close()
})

const make = (input: Partial<Parameters<typeof admin.client.trpc.apiKeys.create.mutate>[0]> = {}) =>
  admin.client.trpc.apiKeys.create.mutate({ name: 'a service', roles: ['member'], ...input })
const askRest = (key: string) => callChatStream(server.serverUrl, { key, body: { message: 'hi' } })
const refused = (code: string) => ({ data: { coco: { code } } })

describe('a key that is made', () => {
  test('works over tRPC and REST, for its tenant, with the roles it was given', async () => {
    const { key, secret } = await make({ name: 'nightly report' })
    expect(secret).toMatch(/^coco_[\w-]{43}$/)
    expect(key).toMatchObject({ name: 'nightly report', prefix: secret.slice(0, 12), status: 'active', models: null })
    const program = server.withKey(secret)
    expect((await program.ask('hi'))[0]).toMatchObject({ type: 'meta', tenant_id: 'tenant-alpha' })
    expect((await askRest(secret)).status).toBe(200)
    await expect(program.trpc.apiKeys.list.query()).rejects.toMatchObject(refused('forbidden'))
  })

  test('is shown once: neither the list nor the log has it again', async () => {
    const { key, secret } = await make()
    await server.withKey(secret).ask('hi')
    const listed = await admin.client.trpc.apiKeys.list.query()
    expect(listed.find(({ id }) => id === key.id)).toMatchObject({ name: 'a service', prefix: key.prefix })
    expect(JSON.stringify(listed) + server.logLines.join('')).not.toContain(secret.slice(12))
  })

  test('says when it was last used', async () => {
    const { key, secret } = await make()
    expect(key.lastUsedAt).toBeNull()
    await server.withKey(secret).ask('hi')
    const lastUse = async () => (await admin.client.trpc.apiKeys.list.query()).find(({ id }) => id === key.id)
    await expect.poll(async () => (await lastUse())?.lastUsedAt).toEqual(expect.any(String))
  })

  test('is on the record, and its text is not', async () => {
    const { key, secret } = await make()
    const { entries } = await admin.client.trpc.audit.list.query({})
    const made = entries.find(({ subject }) => subject === key.id)
    expect(made).toMatchObject({ action: 'api_key_created', decision: 'allowed', actorKind: 'person' })
    expect(JSON.stringify(entries)).not.toContain(secret.slice(12))
  })

  test.each([
    ['has expired already', { expiresAt: new Date(Date.now() - 1_000).toISOString() }],
    ['has no role', { roles: [] }],
    ['has no name', { name: ' ' }],
    ['may name no model at all', { models: [] }],
  ])('is not made when it %s', async (_what, input) => {
    await expect(make(input)).rejects.toMatchObject(refused('invalid_input'))
  })
})

describe('nobody makes a key that may do more than they may', () => {
  test('a member makes none at all', async () => {
    const { client } = await server.signIn('user-alpha')
    const attempt = client.trpc.apiKeys.create.mutate({ name: 'mine', roles: ['member'] })
    await expect(attempt).rejects.toMatchObject(refused('forbidden'))
  })

  test('an admin without the right to personal data gives it to no key', async () => {
    const { apiKeys } = (await server.addPerson({ roles: ['admin'] })).client.trpc
    const input = (roles: ('member' | 'admin' | 'pii_access')[]) => ({ name: `key ${randomUUID()}`, roles })
    await expect(apiKeys.create.mutate(input(['member', 'pii_access']))).rejects.toMatchObject(refused('forbidden'))
    await expect(apiKeys.create.mutate(input(['admin']))).resolves.toHaveProperty('secret')
  })

  test('a key makes no keys, lets nobody in and changes no settings, whatever its roles', async () => {
    const { key, secret } = await make({ roles: ['admin'] })
    const { apiKeys, people, settings, audit } = server.withKey(secret).trpc
    const someone = { email: `eve.${randomUUID()}@example.com`, name: 'Eve', roles: ['member' as const] }
    for (const call of [
      () => apiKeys.list.query(),
      () => apiKeys.create.mutate({ name: 'another', roles: ['member'] }),
      () => apiKeys.rotate.mutate({ keyId: key.id }),
      () => people.list.query(),
      () => people.invite.mutate(someone),
      () => settings.update.mutate({ conversationDays: 1 }),
    ]) {
      await expect(call()).rejects.toMatchObject(refused('forbidden'))
    }
    await expect(audit.list.query({})).resolves.toHaveProperty('entries')
  })
})

test("another tenant's key is not there, exactly like one that never was", async () => {
  const { key, secret } = await make()
  const { apiKeys } = (await server.signIn('operator', 'tenant-beta')).client.trpc
  expect((await apiKeys.list.query()).map(({ id }) => id)).not.toContain(key.id)
  const answersTo = async (keyId: string) => {
    const calls = [apiKeys.revoke.mutate({ keyId: keyId }), apiKeys.rotate.mutate({ keyId: keyId })]
    const outcomes = await Promise.allSettled(calls)
    return JSON.stringify(outcomes)
      .replaceAll(/"requestId":"[^"]*"/g, '')
      .replaceAll(keyId, '')
  }
  expect(await answersTo(key.id)).toBe(await answersTo(randomUUID()))
  expect(await answersTo(key.id)).toContain('not_found')
  await expect(server.withKey(secret).ask('hi')).resolves.toHaveLength(3)
})

describe('a key that is rotated', () => {
  test('works on beside the new one, which may do the same and owns the same', async () => {
    const { key, secret } = await make({ roles: ['editor'], models: ['claude-4-sonnet'] })
    const old = server.withKey(secret)
    const answer = await old.start('hi')
    const { key: newKey, secret: newSecret } = await admin.client.trpc.apiKeys.rotate.mutate({ keyId: key.id })
    expect(newKey).toMatchObject({ name: key.name, roles: ['editor'], models: ['claude-4-sonnet'], expiresAt: null })
    const [first, second] = await Promise.all([old.read(answer), server.withKey(newSecret).read(answer)])
    expect(second).toEqual(first)
    const stranger = server.withKey((await make()).secret)
    await expect(stranger.read(answer)).rejects.toMatchObject(refused('not_found'))
  })

  test('without an overlap is refused at once', async () => {
    const { key, secret } = await make()
    await server.withKey(secret).ask('hi')
    const rotated = await admin.client.trpc.apiKeys.rotate.mutate({ keyId: key.id, overlapHours: 0 })
    await expect(server.withKey(secret).ask('hi')).rejects.toMatchObject(refused('invalid_api_key'))
    await expect(server.withKey(rotated.secret).ask('hi')).resolves.toHaveLength(3)
    const again = admin.client.trpc.apiKeys.rotate.mutate({ keyId: key.id })
    await expect(again).rejects.toMatchObject(refused('invalid_input'))
  })

  test('never lives longer for it', async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString()
    const { key } = await make({ expiresAt: soon })
    await admin.client.trpc.apiKeys.rotate.mutate({ keyId: key.id, overlapHours: 720 })
    const listed = (await admin.client.trpc.apiKeys.list.query()).find(({ id }) => id === key.id)
    expect(listed?.expiresAt).toBe(soon)
  })
})

describe('a key that names models', () => {
  test('is refused any other before anything goes upstream, and no GRANT is advised', async () => {
    const { key, secret } = await make({ models: ['mistral-large2'] })
    const program = server.withKey(secret)
    const callsBefore = upstream.calls.length
    const refusal = await program
      .start({ messages: [{ role: 'user', content: 'hi' }], model: 'claude-4-sonnet' })
      .catch((error) => error.data.coco)
    expect(refusal).toMatchObject({ code: 'model_not_allowed', message: expect.stringContaining('API key') })
    expect(refusal.fix).toBeUndefined()
    // Its tenant's default model is another one.
    await expect(program.ask('hi')).rejects.toMatchObject(refused('model_not_allowed'))
    const overRest = await callChatStream(server.serverUrl, {
      key: secret,
      body: { message: 'hi', model: 'claude-4-sonnet' },
    })
    expect([overRest.status, overRest.json]).toMatchObject([403, { code: 'model_not_allowed' }])
    expect(upstream.calls).toHaveLength(callsBefore)
    const denied = async () => {
      const { entries } = await admin.client.trpc.audit.list.query({})
      return entries.find(({ action, actorId }) => action === 'model_denied' && actorId === key.id)
    }
    await expect.poll(denied).toMatchObject({ decision: 'denied', actorKind: 'key', subject: expect.any(String) })
    const allowed = { messages: [{ role: 'user' as const, content: 'hi' }], model: 'mistral-large2' }
    await expect(program.ask(allowed)).resolves.toHaveLength(3)
  })

  test('is shown no others', async () => {
    const { secret } = await make({ models: ['mistral-large2', 'not-there'] })
    const listed = await server.withKey(secret).trpc.models.list.query()
    expect(listed.map(({ id }) => id)).toEqual(['mistral-large2'])
  })
})
