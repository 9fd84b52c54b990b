import { ownerOf } from '@coco/testkit/database-owner'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { createManualClock } from '@coco/testkit/manual-clock'
import { startServerOn } from '@coco/testkit/start-server-on'
import type { SignedIn } from '@coco/testkit/sign-in'
import { saysThenHangs } from '@coco/testkit/upstream-scripts'
import { printFigure } from '../faults/figures.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let upstream: Awaited<ReturnType<typeof startHostileUpstream>>
let server: Awaited<ReturnType<typeof startServerOn>>
/** Its clock stands still: it looks at nothing by and by, and what it knows stays good. What ends, ends at once. */
let still: Awaited<ReturnType<typeof startServerOn>>
let owner: Awaited<ReturnType<typeof ownerOf>>
let isOver = false
const manual = createManualClock()
const standingClock = {
  ...manual,
  // To close, it waits for its last answers like any other.
  after: (ms: number, run: () => void) => (isOver ? runSoon(run) : manual.after(ms, run)),
}
function runSoon(run: () => void) {
  const timer = setImmediate(run)
  return () => clearImmediate(timer)
}

beforeAll(async () => {
  upstream = await startHostileUpstream(saysThenHangs('so far'))
  server = await startServerOn(upstream.url)
  still = await startServerOn(upstream.url, { platform: { clock: standingClock } })
  owner = await ownerOf(server)
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await server.close()
  isOver = true
  await still.close()
  await upstream.close()
})

/** Reads an answer that never ends, from its first text on; `over` is when the reader was sent away, and with what. */
async function openReader({ client }: SignedIn) {
  const id = await client.start('hi')
  const { promise: seen, resolve } = Promise.withResolvers<void>()
  const over = client
    .read(id, { onEvent: ({ event }) => void (event.type === 'delta' && resolve()) })
    .then(
      () => 'the answer ended',
      (error: { data?: { coco?: { code?: string } } }) => error.data?.coco?.code,
    )
    .then((code) => ({ code, atMs: performance.now() }))
  await seen
  return { over, isOpen: async () => (await Promise.race([over, Promise.resolve('open')])) === 'open' }
}

async function expectOver(reader: Awaited<ReturnType<typeof openReader>>, sinceMs: number): Promise<number> {
  const { code, atMs } = await reader.over
  expect(code).toBe('not_signed_in')
  return atMs - sinceMs
}

const sessionIdOf = async (person: SignedIn) =>
  (await person.client.trpc.session.list.query()).find(({ isCurrent }) => isCurrent)?.id ?? ''

describe('an open reader ends at once', () => {
  test('when its session is revoked from another device; the other device reads on', async () => {
    const ann = await still.addPerson()
    const phone = await still.signInWithPassword(ann)
    const [onPhone, onDesk] = [await openReader(phone), await openReader(ann)]
    const sessionId = await sessionIdOf(phone)
    const sinceMs = performance.now()
    await ann.client.trpc.session.revoke.mutate({ sessionId })
    printFigure(
      `a session is revoked: its open reader is over after ${(await expectOver(onPhone, sinceMs)).toFixed(0)} ms`,
    )
    expect(await onDesk.isOpen()).toBe(true)
  })

  test('when its person signs out', async () => {
    const ann = await still.addPerson()
    const reader = await openReader(ann)
    const sinceMs = performance.now()
    await ann.client.trpc.session.signOut.mutate()
    await expectOver(reader, sinceMs)
  })

  test('when the password is changed elsewhere; whoever changed it reads on, with other tokens', async () => {
    const ann = await still.addPerson()
    const phone = await still.signInWithPassword(ann)
    const [onPhone, onDesk] = [await openReader(phone), await openReader(ann)]
    const sinceMs = performance.now()
    await ann.client.trpc.session.changePassword.mutate({ current: ann.password, next: 'another password' })
    await expectOver(onPhone, sinceMs)
    expect(await onDesk.isOpen()).toBe(true)
    expect(await ann.client.trpc.session.me.query()).not.toBeNull()
  })

  test('when an admin takes its person out of the tenant, and when a superuser switches the account off', async () => {
    const admin = await still.addPerson({ roles: ['admin'] })
    const root = await still.addPerson({ isSuperuser: true })
    const [ann, bob] = [await still.addPerson(), await still.addPerson()]
    const [ofAnn, ofBob] = [await openReader(ann), await openReader(bob)]
    const sinceMs = performance.now()
    await admin.client.trpc.people.remove.mutate({ personId: ann.session.person.id })
    await root.client.trpc.people.deactivate.mutate({ personId: bob.session.person.id })
    await expectOver(ofAnn, sinceMs)
    await expectOver(ofBob, sinceMs)
    expect([await ann.client.trpc.session.me.query(), await bob.client.trpc.session.me.query()]).toEqual([null, null])
  })

  test('but not when its person only becomes something else', async () => {
    const admin = await still.addPerson({ roles: ['admin'] })
    const ann = await still.addPerson()
    const reader = await openReader(ann)
    await admin.client.trpc.people.setRoles.mutate({ personId: ann.session.person.id, roles: ['admin'] })
    expect((await ann.client.trpc.session.me.query())?.roles).toEqual(['admin'])
    expect(await reader.isOpen()).toBe(true)
  })
})

describe('what another process did ends an open reader within a second', () => {
  test.each([
    [
      'a session that ended',
      "UPDATE identity.sessions SET ended_at = now(), end_reason = 'revoked' WHERE user_id = $1",
    ],
    ['an account that was switched off', 'UPDATE identity.users SET deactivated_at = now() WHERE id = $1'],
    ['an account that was deleted', 'DELETE FROM identity.users WHERE id = $1'],
  ])('%s', async (_what, sql) => {
    const [ann, bob] = [await server.addPerson(), await server.addPerson()]
    const [ofAnn, ofBob] = [await openReader(ann), await openReader(bob)]
    const sinceMs = performance.now()
    await owner.query(sql, [ann.session.person.id])
    const ms = await expectOver(ofAnn, sinceMs)
    printFigure(`by another process: its open reader is over after ${ms.toFixed(0)} ms`)
    // The promise is a second; a busy machine gets another.
    expect(ms).toBeLessThan(2_000)
    expect(await ofBob.isOpen()).toBe(true)
  })

  test('and the next call is refused', async () => {
    const ann = await server.addPerson()
    await owner.query('DELETE FROM coco.memberships WHERE user_id = $1', [ann.session.person.id])
    await expect.poll(() => ann.client.trpc.session.me.query(), { timeout: 3_000 }).toBeNull()
    await expect(ann.client.trpc.models.list.query()).rejects.toMatchObject({ data: { code: 'UNAUTHORIZED' } })
  })
})
