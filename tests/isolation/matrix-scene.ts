import { connectAsOwner, type DatabaseOwner } from '@coco/testkit/database-owner'
import { type HostileUpstream, startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import type { DatabaseKind } from '@coco/testkit/test-database'
import { saysThenHangs } from '@coco/testkit/upstream-scripts'
import { join } from 'node:path'
import { folderWithLimit } from '../contract/folder-with-limit.ts'
import type { Ids } from './procedure-table.ts'
import { newOwner, type RowOwner, seedRows } from './seed-rows.ts'

/** What comes back, as a caller sees it. */
export interface Answer {
  status: number
  /** Without what differs by itself: there is nothing, because every call carries the same request id. */
  text: string
}

export interface Caller {
  who: string
  ids: Ids
  call(name: string, input: object | undefined): Promise<Answer>
}

export interface MatrixScene extends AsyncDisposable {
  server: ServerUnderTest
  owner: DatabaseOwner
  victim: RowOwner
  victimIds: Ids
  /** A colleague of the victim and a stranger, each as an admin with a session and as a key that may do as much. */
  callers: Caller[]
  /** Every row of the victim and of the victim's tenant, but for the record of who did what, and for times of last use. */
  dumpVictim(): Promise<string>
  /** As the victim: what they still see of their own. */
  asVictim(name: string, input: object): Promise<Answer>
}

/** Alpha's member wrote something; all others would like to have it. */
export async function openMatrixScene(kind: DatabaseKind): Promise<MatrixScene> {
  const upstream = await startHostileUpstream(saysThenHangs('half'))
  const server = await startServerOn(upstream.url, {
    folder: await folderWithLimit(1_000_000),
    database: kind,
    // What runs without a reader runs on, however long this takes.
    settings: { COCO_LIMIT_UNREAD_MS: '3600000' },
  })
  const owner = await connectAsOwner({ databaseUrl: server.databaseUrl, dataDir: join(server.folder, 'data') })
  // Whoever comes for the first time becomes a member; an administrator of their tenant is more dangerous.
  await server.signIn('user-beta')
  await owner.query(`UPDATE coco.memberships SET roles = '{admin}' WHERE user_id = (${PERSON})`, [EMAIL('user-beta')])

  const callAs = (page: { fetch: Fetch }, name: string, input: object | undefined) =>
    callWith(server, page.fetch, name, input)

  /** Signs somebody in and gives them one of everything. */
  async function settle(personId: string, tenant: string) {
    const page = await server.signIn(personId, tenant)
    const person = page.session.person.id
    const by = newOwner(tenant, person)
    const rows = await seedRows(owner, by)
    const send = await callAs(page, 'chat.send', { content: `hi ${by.canary}`, idempotencyKey: crypto.randomUUID() })
    const complete = await callAs(page, 'chat.complete', { messages: [{ role: 'user', content: 'hi' }] })
    const { rows: sessions } = await owner.query<{ id: string }>(
      'SELECT id FROM identity.sessions WHERE user_id = $1',
      [person],
    )
    const ids: Ids = {
      ...rows,
      generation: dataOf(send).generationId as string,
      statelessGeneration: dataOf(complete).generationId as string,
      session: sessions[0]?.id ?? '',
      person,
      tenant,
    }
    return { page, by, ids, call: (name: string, input: object | undefined) => callAs(page, name, input) }
  }

  /** A key of the same tenant that may do all that its admin may. */
  async function keyOf(admin: Awaited<ReturnType<typeof settle>>): Promise<Caller['call']> {
    const made = dataOf(await admin.call('apiKeys.create', { name: 'of the matrix', roles: ['admin'] }))
    const withKey: Fetch = (path, init = {}) =>
      fetch(`${server.serverUrl}${path}`, {
        ...init,
        headers: { 'content-type': 'application/json', 'x-api-key': made.secret as string, ...init.headers },
      })
    return (name, input) => callWith(server, withKey, name, input)
  }

  const victimIsIn = await settle('user-alpha', 'tenant-alpha')
  const colleague = await settle('operator', 'tenant-alpha')
  const stranger = await settle('user-beta', 'tenant-beta')
  const callers: Caller[] = [
    { who: 'an admin of another tenant', ids: stranger.ids, call: stranger.call },
    { who: 'a key of another tenant', ids: stranger.ids, call: await keyOf(stranger) },
    { who: 'an admin of the same tenant', ids: colleague.ids, call: colleague.call },
    { who: 'a key of the same tenant', ids: colleague.ids, call: await keyOf(colleague) },
  ]

  return {
    server,
    owner,
    victim: victimIsIn.by,
    victimIds: victimIsIn.ids,
    callers,
    asVictim: victimIsIn.call,
    dumpVictim: () => dumpRows(owner, victimIsIn.ids),
    [Symbol.asyncDispose]: () => closeAll(owner, server, upstream),
  }
}

type Fetch = (
  path: string,
  init?: { method?: string; body?: string; headers?: Record<string, string> },
) => Promise<Response>

const EMAIL = (personId: string) => `${personId}@local.invalid`
const PERSON = 'SELECT id FROM identity.users WHERE email_key = $1'

async function closeAll(owner: DatabaseOwner, server: ServerUnderTest, upstream: HostileUpstream): Promise<void> {
  await owner[Symbol.asyncDispose]()
  await server.close()
  await upstream.close()
}

async function callWith(
  server: ServerUnderTest,
  send: Fetch,
  name: string,
  input: object | undefined,
): Promise<Answer> {
  const type = server.surface.procedures.find((procedure) => procedure.name === name)?.type ?? 'mutation'
  const headers = { 'x-request-id': 'one-and-the-same' }
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
  const response =
    type === 'mutation'
      ? await send(`/trpc/${name}`, { method: 'POST', body: JSON.stringify(input ?? {}), headers })
      : await send(`/trpc/${name}${query}`, { headers })
  return { status: response.status, text: await response.text() }
}

/** What a call gave. @throws Error when it was refused */
export function dataOf({ status, text }: Answer): Record<string, unknown> {
  if (status !== 200) throw new Error(`${status} ${text}`)
  return (JSON.parse(text) as { result: { data: Record<string, unknown> } }).result.data
}

async function dumpRows(owner: DatabaseOwner, { person, tenant }: Ids): Promise<string> {
  const { rows: tables } = await owner.query<{ name: string; columns: string[] }>(
    `SELECT c.oid::regclass::text AS name, array_agg(a.attname::text) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace IN ('coco'::regnamespace, 'identity'::regnamespace) AND c.relkind = 'r' AND c.relname <> 'audit'
     GROUP BY 1 ORDER BY 1`,
  )
  const dump: Record<string, unknown> = {}
  for (const { name, columns } of tables) {
    const [column, value] = columns.includes('owner_id')
      ? ['owner_id', person]
      : columns.includes('tenant_id') && name.startsWith('coco.')
        ? ['tenant_id', tenant]
        : columns.includes('user_id')
          ? ['user_id', person]
          : ['id', person]
    if (!columns.includes(column)) continue
    const { rows } = await owner.query(
      `SELECT to_jsonb(t) AS row FROM ${name} t WHERE ${column}::text = $1 ORDER BY 1`,
      [value],
    )
    dump[name] = rows.map(({ row }) => withoutTimesOfUse(row as Record<string, unknown>))
  }
  return JSON.stringify(dump, null, 1)
}

/** An admin's own key of the same tenant is used by the calls themselves. */
function withoutTimesOfUse(row: Record<string, unknown>): Record<string, unknown> {
  const { last_used_at: _used, last_seen_at: _seen, ...rest } = row
  return rest
}
