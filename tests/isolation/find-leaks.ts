import type { DatabaseOwner } from '@coco/testkit/database-owner'
import type { Doors, Insider } from '@coco/testkit/doors'
import { TenantId } from '@coco/shared/ids'
import { newIds, ROW_SEEDS, type RowOwner, seedRows } from './seed-rows.ts'

/** Three who have rows everywhere: the caller, a colleague of the same tenant, and somebody of another one. */
export interface Neighbours {
  caller: RowOwner
  colleague: RowOwner
  stranger: RowOwner
}

/** Rows are private to their owner in these; in the others to their tenant. */
const PRIVATE = new Set([
  'coco.conversations',
  'coco.messages',
  'coco.generations',
  'coco.feedback',
  'coco.prompts',
  'coco.uploads',
])
/** Of these a tenant's transaction may not delete or change rows at all. */
const APPEND_ONLY = new Set(['coco.usage', 'coco.audit'])

/** Who may read what is personal, so that only tenant and owner stand between. */
export const insider = ({ tenant, owner }: RowOwner): Insider => ({
  tenant: TenantId.parse(tenant),
  subject: owner,
  permissions: new Set(['read_pii']),
})

/**
 * Goes to every tenant table through the caller's own door, with statements that name no tenant and no owner: only the
 * database stands between.
 * @returns a sentence for whatever the caller reached that is not theirs, or did not see that is
 */
export async function findLeaks(doors: Doors, db: DatabaseOwner, all: Neighbours): Promise<string[]> {
  const leaks: string[] = []
  const tables = await tenantTables(db)
  for (const table of tables) {
    if (ROW_SEEDS[table] === undefined && table !== 'coco.audit') leaks.push(`${table} has no rows to look for`)
    leaks.push(...(await readProbe(doors, table, all)))
    if (!APPEND_ONLY.has(table)) leaks.push(...(await deleteProbe(doors, table, all)))
    leaks.push(...(await insertProbe(doors, table, all)))
  }
  return leaks
}

export async function tenantTables(db: DatabaseOwner): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class
     WHERE relnamespace = 'coco'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

interface AnyRow {
  tenant_id: string
  owner_id?: string | null
}

function isOwn(table: string, row: AnyRow, { tenant, owner }: RowOwner): boolean {
  return row.tenant_id === tenant && (!PRIVATE.has(table) || row.owner_id === owner)
}

async function readProbe(doors: Doors, table: string, { caller }: Neighbours): Promise<string[]> {
  const { rows } = await doors.inTenant(insider(caller), (tx) => tx.$client.query<AnyRow>(`SELECT * FROM ${table}`))
  const foreign = rows.filter((row) => !isOwn(table, row, caller))
  const leaks = foreign.length > 0 ? [`${table}: ${foreign.length} rows of others were read`] : []
  if (rows.length === foreign.length) leaks.push(`${table}: one's own rows are not seen`)
  return leaks
}

/** Everything is deleted, and taken back. */
async function deleteProbe(doors: Doors, table: string, { caller }: Neighbours): Promise<string[]> {
  class TakeBack extends Error {}
  let deleted: AnyRow[] = []
  const deleting = doors.inTenant(insider(caller), async (tx) => {
    deleted = (await tx.$client.query<AnyRow>(`DELETE FROM ${table} RETURNING *`)).rows
    throw new TakeBack()
  })
  await deleting.catch((error: unknown) => {
    if (!(error instanceof TakeBack)) throw error
  })
  const foreign = deleted.filter((row) => !isOwn(table, row, caller))
  return foreign.length > 0 ? [`${table}: ${foreign.length} rows of others were deleted`] : []
}

/** A row in the name of others. */
async function insertProbe(
  doors: Doors,
  table: string,
  { caller, colleague, stranger }: Neighbours,
): Promise<string[]> {
  const seed = ROW_SEEDS[table]
  if (seed === undefined) return []
  const leaks: string[] = []
  for (const victim of PRIVATE.has(table) ? [colleague, stranger] : [stranger]) {
    class TakeBack extends Error {}
    const writing = doors.inTenant(insider(caller), async (tx) => {
      const [sql, values] = seed(victim, newIds())
      await tx.$client.query(sql.replace(' ON CONFLICT DO NOTHING', ''), values)
      throw new TakeBack()
    })
    const outcome = await writing.catch((error: unknown) => error)
    // 42501: a policy said no. Anything else got past it, as far as a constraint.
    if (!(outcome instanceof Error) || (outcome as { code?: unknown }).code !== '42501') {
      leaks.push(`${table}: a row was written in the name of ${victim === stranger ? 'another tenant' : 'a colleague'}`)
    }
  }
  return leaks
}

export async function seedNeighbours(db: DatabaseOwner, all: Neighbours): Promise<void> {
  for (const each of [all.caller, all.colleague, all.stranger]) await seedRows(db, each)
  for (const { tenant } of [all.caller, all.stranger]) {
    await db.query(
      `INSERT INTO coco.audit (tenant_id, seq, at, action, decision, actor_kind, details, previous_hash, hash)
       VALUES ($1, 1, now(), 'signed_in', 'allowed', 'system', '{}', '', '')`,
      [tenant],
    )
  }
}
