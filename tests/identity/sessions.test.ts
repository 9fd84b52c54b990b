import { ownerOf } from '@coco/testkit/database-owner'
import { startServerOn } from '@coco/testkit/start-server-on'
import { hasPostgres } from '@coco/testkit/test-postgres'
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

type SignedIn = Awaited<ReturnType<typeof server.addPerson>>
const me = (person: SignedIn) => person.client.trpc.session.me.query()
const sessionIdOf = async (person: SignedIn) =>
  (await person.client.trpc.session.list.query()).find(({ isCurrent }) => isCurrent)?.id ?? ''

/** Whoever has these cookies and no jar: a thief, a second tab whose answer is still on its way. */
const withCookies = (cookie: string) =>
  fetch(`${server.serverUrl}/trpc/session.me`, { headers: { cookie, origin: server.serverUrl } })

async function isSignedIn(response: Response) {
  const { result } = (await response.json()) as { result: { data: unknown } }
  return result.data !== null
}

describe('a short access token is renewed by the other cookie, by itself', () => {
  test('its answer brings a new pair, and the old pair is spent', async () => {
    const ann = await server.addPerson()
    const refresh = ann.jar.get('coco_refresh')
    ann.jar.set('coco_session', undefined)
    expect(await me(ann)).toMatchObject({ person: { name: 'Ann Lee' }, method: 'password' })
    expect(ann.jar.get('coco_session')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(ann.jar.get('coco_refresh')).toMatch(/^[\w-]{43}$/)
    expect(ann.jar.get('coco_refresh')).not.toBe(refresh)
  })

  test('while it is good, nothing is renewed', async () => {
    const ann = await server.addPerson()
    const response = await ann.fetch('/trpc/session.me')
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, []])
  })

  test('one that was tampered with is as good as none', async () => {
    const ann = await server.addPerson()
    ann.jar.set('coco_session', `${ann.jar.get('coco_session')}x`)
    expect(await me(ann)).not.toBeNull()
    expect(ann.jar.get('coco_session')).not.toMatch(/x$/)
  })

  test('a subscription is renewed like any call', async () => {
    const ann = await server.addPerson()
    ann.jar.set('coco_session', undefined)
    const input = encodeURIComponent(JSON.stringify({ generationId: '00000000-0000-4000-8000-000000000000' }))
    const response = await ann.fetch(`/trpc/chat.watch?input=${input}`)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(response.headers.getSetCookie().map((line) => line.split('_')[1])).toEqual(['session', 'refresh'])
    expect(await response.text()).toContain('not_found')
  })
})

describe('a refresh token that was used comes again', () => {
  test('at once, as from a second tab: it gets in, and the first tab keeps what it has', async () => {
    const ann = await server.addPerson()
    const refreshOnly = `coco_refresh_${nameOf(ann)}=${ann.jar.get('coco_refresh')}`
    const answers = await Promise.all([withCookies(refreshOnly), withCookies(refreshOnly), withCookies(refreshOnly)])
    expect(await Promise.all(answers.map(isSignedIn))).toEqual([true, true, true])
    const set = answers.map((answer) => answer.headers.getSetCookie().map((line) => line.split('_')[1]))
    expect(set.toSorted((a, b) => a.length - b.length)).toEqual([['session'], ['session'], ['session', 'refresh']])
    expect(await me(ann)).not.toBeNull()
  })

  test('later: the whole session is over, for thief and owner alike, and the record says so', async () => {
    const ann = await server.addPerson()
    const [stolen, sessionId] = [ann.cookie, await sessionIdOf(ann)]
    ann.jar.set('coco_session', undefined)
    expect(await me(ann)).not.toBeNull()
    await owner.query(
      "UPDATE identity.refresh_tokens SET used_at = now() - interval '31 seconds' WHERE session_id = $1 AND used_at IS NOT NULL",
      [sessionId],
    )
    const refreshOnly = stolen.split('; ').find((pair) => pair.startsWith('coco_refresh')) ?? ''
    expect(await isSignedIn(await withCookies(refreshOnly))).toBe(false)
    expect(await me(ann)).toBeNull()
    const { rows } = await owner.query(
      "SELECT decision, subject, details FROM coco.audit WHERE action = 'session_reuse_detected' AND subject = $1",
      [sessionId],
    )
    expect(rows).toEqual([{ decision: 'denied', subject: sessionId, details: { person: ann.session.person.id } }])
    const ended = await owner.query('SELECT end_reason FROM identity.sessions WHERE id = $1', [sessionId])
    expect(ended.rows).toEqual([{ end_reason: 'reuse' }])
  })

  test('nonsense in its place is nobody, and ends nothing', async () => {
    const ann = await server.addPerson()
    for (const nonsense of ['', 'x', 'a'.repeat(43), '%00']) {
      expect(await isSignedIn(await withCookies(`coco_refresh_${nameOf(ann)}=${nonsense}`))).toBe(false)
    }
    expect(await me(ann)).not.toBeNull()
  })
})

describe('a session is over', () => {
  const expectOverAfter = async (sql: string) => {
    const ann = await server.addPerson()
    await owner.query(`UPDATE identity.sessions SET ${sql} WHERE id = $1`, [await sessionIdOf(ann)])
    // What the server looked up before is good for a second.
    await expect.poll(() => me(ann), { timeout: 3_000 }).toBeNull()
    ann.jar.set('coco_session', undefined)
    expect(await me(ann)).toBeNull()
  }

  test('after a week in which nobody came', () => expectOverAfter("last_seen_at = now() - interval '7 days 1 second'"))
  test('after thirty days, however busy it was', () => expectOverAfter("expires_at = now() - interval '1 second'"))

  test('but not a moment earlier', async () => {
    const ann = await server.addPerson()
    await owner.query(
      "UPDATE identity.sessions SET last_seen_at = now() - interval '6 days 23 hours', expires_at = now() + interval '1 minute' WHERE id = $1",
      [await sessionIdOf(ann)],
    )
    ann.jar.set('coco_session', undefined)
    expect(await me(ann)).not.toBeNull()
  })

  test('when it was last seen is noted, at most once a minute', async () => {
    const ann = await server.addPerson()
    const id = await sessionIdOf(ann)
    const seen = async () =>
      (
        await owner.query<{ ago: number }>(
          'SELECT extract(epoch FROM now() - last_seen_at)::float AS ago FROM identity.sessions WHERE id = $1',
          [id],
        )
      ).rows[0]?.ago ?? 0
    await owner.query("UPDATE identity.sessions SET last_seen_at = now() - interval '50 seconds' WHERE id = $1", [id])
    await me(ann)
    expect(await seen()).toBeGreaterThan(49)
    await owner.query("UPDATE identity.sessions SET last_seen_at = now() - interval '70 seconds' WHERE id = $1", [id])
    await me(ann)
    expect(await seen()).toBeLessThan(60)
  })
})

describe("one's own sessions", () => {
  test('are listed with the present one marked, and one of them can be ended from another', async () => {
    const ann = await server.addPerson()
    const phone = await server.signInWithPassword({ email: ann.email, password: ann.password })
    const sessions = await ann.client.trpc.session.list.query()
    expect(sessions).toHaveLength(2)
    expect(sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
    expect(sessions[0]).toMatchObject({
      method: 'password',
      tenant: { id: 'tenant-alpha', name: 'User Alpha' },
      address: '127.0.0.1',
    })
    const other = sessions.find(({ isCurrent }) => !isCurrent)
    await ann.client.trpc.session.revoke.mutate({ sessionId: other?.id ?? '' })
    expect(await phone.client.trpc.session.me.query()).toBeNull()
    await expect(phone.client.trpc.models.list.query()).rejects.toMatchObject({
      data: { coco: { code: 'not_signed_in' } },
    })
    expect(await ann.client.trpc.session.list.query()).toHaveLength(1)
  })

  test("are nobody else's to end: theirs and none are the same answer", async () => {
    const [ann, bob] = [await server.addPerson(), await server.addPerson()]
    const refusal = (sessionId: string) =>
      ann.client.trpc.session.revoke.mutate({ sessionId }).then(
        () => 'revoked',
        ({ message, data }: { message: string; data: { code: string } }) => [message, data.code],
      )
    const answers = [await refusal(await sessionIdOf(bob)), await refusal('00000000-0000-4000-8000-000000000000')]
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]).toEqual(['There is no such session of yours.', 'NOT_FOUND'])
    expect(await me(bob)).not.toBeNull()
  })

  test('ending the present one is signing out', async () => {
    const ann = await server.addPerson()
    await ann.client.trpc.session.revoke.mutate({ sessionId: await sessionIdOf(ann) })
    expect([ann.cookie, await me(ann)]).toEqual(['', null])
  })

  test('a key has none', async () => {
    const program = createTestClient(server.serverUrl, { 'x-api-key': server.alphaKey })
    await expect(program.trpc.session.list.query()).rejects.toMatchObject({ data: { code: 'FORBIDDEN' } })
    expect(await program.trpc.session.me.query()).toBeNull()
  })
})

test('a new sign-in in the same browser ends the session before it', async () => {
  const ann = await server.addPerson()
  const before = ann.cookie
  await ann.client.trpc.session.signIn.mutate({ email: ann.email, password: ann.password })
  expect(await isSignedIn(await withCookies(before))).toBe(false)
  expect(await ann.client.trpc.session.list.query()).toHaveLength(1)
})

function nameOf(person: SignedIn): string {
  return /coco_session_([0-9a-f]{8})/.exec(person.cookie)?.[1] ?? ''
}

// On the embedded database one thing happens after the other.
test.runIf(await hasPostgres())(
  'a session that ends in the very moment in which it goes over to another tenant does not live on there',
  async () => {
    const ann = await server.addPerson()
    const { id } = ann.session.person
    await owner.query(
      "INSERT INTO coco.memberships (tenant_id, user_id, roles) VALUES ('tenant-beta', $1, '{member}')",
      [id],
    )
    // As a change of the password does it.
    await owner.query('BEGIN')
    await owner.query('SELECT FROM identity.users WHERE id = $1 FOR UPDATE', [id])
    const switching = ann.client.trpc.session.switchTenant.mutate({ tenantId: 'tenant-beta' }).then(
      () => 'went over',
      () => 'refused',
    )
    const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    await expect.poll(async () => (await owner.query(waiting)).rows.length).toBe(1)
    await owner.query(
      "UPDATE identity.sessions SET ended_at = now(), end_reason = 'password_changed' WHERE user_id = $1",
      [id],
    )
    await owner.query('COMMIT')
    expect(await switching).toBe('refused')
    const open = await owner.query('SELECT FROM identity.sessions WHERE user_id = $1 AND ended_at IS NULL', [id])
    expect(open.rows).toEqual([])
  },
)
