import type { TenantId } from '@coco/shared/ids'
import { and, asc, desc, eq, gt, lt, ne, type SQL, sql } from 'drizzle-orm'
import type { IdentityTx, KeeperTx, TenantTx } from '../../store/doors.ts'
import { audit } from '../../store/tables/record-tables.ts'
import { CHAIN_START, type AuditRecord, type ChainedRecord, hashOf } from './audit-chain.ts'

/** A chain: a tenant's, or the one of what concerns no tenant. */
export type ChainName = TenantId | typeof NOBODYS
/** No tenant can have this name. */
export const NOBODYS = '*'

type AuditTx = TenantTx | KeeperTx | IdentityTx

/**
 * Adds a row at the end of its chain. Whoever else adds to the same chain waits until this transaction ends, so it belongs
 * at the end of one.
 */
export async function append(tx: AuditTx, record: Omit<AuditRecord, 'seq'>): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`coco.audit ${record.tenantId}`}, 0))`)
  const [last = CHAIN_START] = await tx
    .select({ seq: audit.seq, hash: audit.hash })
    .from(audit)
    .where(eq(audit.tenantId, record.tenantId))
    .orderBy(desc(audit.seq))
    .limit(1)
  const row = { ...record, seq: last.seq + 1 }
  await tx.insert(audit).values({ ...row, previousHash: last.hash, hash: hashOf(row, last.hash) })
}

/** Newest first, below `before`; without those of personal documents for whoever may not know of them. */
export function newestRows(
  tx: AuditTx,
  chain: ChainName,
  { before, limit, withPersonal }: { before: number; limit: number; withPersonal: boolean },
) {
  return tx
    .select()
    .from(audit)
    .where(and(eq(audit.tenantId, chain), lt(audit.seq, before), withPersonal ? undefined : isNotOfPersonal))
    .orderBy(desc(audit.seq))
    .limit(limit)
}

/** Which personal documents there are, and who reads them, is itself hidden with them. */
const isNotOfPersonal: SQL | undefined = and(
  ne(audit.action, 'personal_passages_read'),
  sql`${audit.details} -> 'is_personal' IS DISTINCT FROM 'true'::jsonb`,
)

/** In order, above `after`. */
export function rowsAfter(tx: AuditTx, chain: ChainName, after: number, limit: number): Promise<ChainedRecord[]> {
  return tx
    .select()
    .from(audit)
    .where(and(eq(audit.tenantId, chain), gt(audit.seq, after)))
    .orderBy(asc(audit.seq))
    .limit(limit)
}
