import { ApiKeyId, TenantId } from '@coco/shared/ids'
import { TenantRole } from '@coco/shared/roles'
import { and, asc, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { IdentityTx, TenantTx } from '../../store/doors.ts'
import { apiKeys } from '../../store/tables/tenant-tables.ts'

/** A row of coco.api_keys, parsed. */
const StoredKey = z.object({
  id: ApiKeyId,
  tenantId: TenantId,
  principalId: z.string(),
  name: z.string(),
  prefix: z.string(),
  hash: z.string(),
  roles: z.array(TenantRole),
  models: z.array(z.string()).nullable(),
  createdBy: z.string().nullable(),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
})
export type StoredKey = z.infer<typeof StoredKey>

/** When a key's use was last written down; more often would make every call a write. */
const USE_RESOLUTION_MS = 60_000
const MAX_LISTED = 1_000

/** The key with this hash. The policy shows no other: the transaction must have named the hash as its proof. */
export async function findByHash(tx: IdentityTx, hash: string): Promise<StoredKey | null> {
  return toKey(await tx.select().from(apiKeys).where(eq(apiKeys.hash, hash)))
}

export async function markUsed(tx: IdentityTx, hash: string, now: Date): Promise<void> {
  const longAgo = new Date(now.getTime() - USE_RESOLUTION_MS)
  await tx
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(apiKeys.hash, hash), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, longAgo))))
}

/** Those that were not revoked before the others, so that none that works is ever left out; the newest first. */
export async function listKeys(tx: TenantTx, tenant: TenantId): Promise<StoredKey[]> {
  const ofTenant = eq(apiKeys.tenantId, tenant)
  const newest = [asc(sql`${apiKeys.revokedAt} IS NOT NULL`), desc(apiKeys.createdAt), desc(apiKeys.id)]
  const rows = await tx
    .select()
    .from(apiKeys)
    .where(ofTenant)
    .orderBy(...newest)
    .limit(MAX_LISTED)
  return rows.map((row) => StoredKey.parse(row))
}

/** Locked until the transaction ends, so that of two changes at once each sees what the other did. */
export async function lockKey(tx: TenantTx, tenant: TenantId, id: ApiKeyId): Promise<StoredKey | null> {
  return toKey(await tx.select().from(apiKeys).where(isKey(tenant, id)).for('update'))
}

export async function insertKey(tx: TenantTx, key: StoredKey): Promise<void> {
  await tx.insert(apiKeys).values(key)
}

export async function changeKey(
  tx: TenantTx,
  { tenantId, id }: StoredKey,
  change: Partial<Pick<StoredKey, 'expiresAt' | 'revokedAt'>>,
): Promise<void> {
  await tx.update(apiKeys).set(change).where(isKey(tenantId, id))
}

/** Of these keys the ones that are there, with what may have ended them. */
export function readEnds(tx: TenantTx, tenant: TenantId, ids: readonly ApiKeyId[]) {
  return tx
    .select({ id: apiKeys.id, expiresAt: apiKeys.expiresAt, revokedAt: apiKeys.revokedAt })
    .from(apiKeys)
    .where(and(eq(apiKeys.tenantId, tenant), inArray(apiKeys.id, [...ids])))
}

const isKey = (tenant: TenantId, id: ApiKeyId) => and(eq(apiKeys.tenantId, tenant), eq(apiKeys.id, id))

function toKey([row]: unknown[]): StoredKey | null {
  return row === undefined ? null : StoredKey.parse(row)
}
