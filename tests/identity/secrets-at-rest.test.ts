import { ownerOf } from '@coco/testkit/database-owner'
import { signInWithLink } from '@coco/testkit/sign-in'
import { startServerOn } from '@coco/testkit/start-server-on'
import { expect, test } from 'vitest'

test.each(['embedded', undefined] as const)(
  'no password, token or link is in the database or the log as it was sent (%s)',
  async (database) => {
    await using server = await startServerOn('http://127.0.0.1:9', database === undefined ? {} : { database })
    await using owner = await ownerOf(server)
    const secrets: string[] = []
    const remember = (...texts: (string | undefined)[]) => {
      for (const text of texts) if (text !== undefined && text !== '') secrets.push(text)
    }
    const admin = await server.addPerson({ roles: ['admin'], password: 'the-first-password-1' })
    const root = await server.addPerson({ isSuperuser: true })
    remember(admin.password, root.password, admin.jar.get('coco_session'), admin.jar.get('coco_refresh'))

    admin.jar.set('coco_session', undefined)
    await admin.client.trpc.session.me.query()
    remember(admin.jar.get('coco_session'), admin.jar.get('coco_refresh'))
    await admin.client.trpc.session.changePassword.mutate({ current: admin.password, next: 'the-second-password-2' })
    remember('the-second-password-2', admin.jar.get('coco_session'), admin.jar.get('coco_refresh'))
    await server.signInWithPassword({ email: admin.email, password: 'a-mistyped-password-3' }).catch(() => {})
    remember('a-mistyped-password-3')

    const invitation = { email: 'guest@example.com', name: 'Guest', roles: ['member' as const] }
    const { person, link } = await admin.client.trpc.people.invite.mutate(invitation)
    const reset = await root.client.trpc.people.resetLink.mutate({ personId: person.id })
    const token = link?.path.split('#')[1] ?? ''
    remember(token, reset.path.split('#')[1])
    await signInWithLink(server.serverUrl, { token, password: 'the-guests-password-4' })
    await signInWithLink(server.serverUrl, { token, password: 'the-guests-password-5' }).catch(() => {})
    remember('the-guests-password-4', 'the-guests-password-5')
    const { secret } = await admin.client.trpc.apiKeys.create.mutate({ name: 'batch', roles: ['member'] })
    await server
      .withKey(secret)
      .trpc.models.list.query()
      .catch(() => {})
    remember(secret)
    expect(secrets.length).toBeGreaterThan(12)

    const tables = await owner.query<{ name: string }>(
      "SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace IN ('coco'::regnamespace, 'identity'::regnamespace)",
    )
    const rows: string[] = []
    for (const { name } of tables.rows) {
      const found = await owner.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)
      rows.push(...found.rows.map(({ row }) => `${name} ${row}`))
    }
    // That this looks at what is there, and not at nothing.
    expect(rows.filter((row) => row.includes(person.id)).length).toBeGreaterThan(2)
    expect(rows.join('')).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
    for (const text of secrets) {
      expect(rows.filter((row) => row.includes(text))).toEqual([])
      expect(server.logLines.filter((line) => line.includes(text))).toEqual([])
    }
  },
)
