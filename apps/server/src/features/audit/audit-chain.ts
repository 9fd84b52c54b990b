import type { AuditAction } from '@coco/shared/audit-views'
import { createHash } from 'node:crypto'

/** What one row of the record says, apart from the hash over it. */
export interface AuditRecord {
  tenantId: string
  seq: number
  at: Date
  action: AuditAction
  decision: 'allowed' | 'denied'
  actorKind: 'person' | 'key' | 'system' | 'anonymous'
  actorId: string | null
  subject: string | null
  address: string | null
  requestId: string | null
  details: Record<string, unknown>
}

/** A row as it stands in its chain. */
export interface ChainedRecord extends AuditRecord {
  previousHash: string
  hash: string
}

/** The place in a chain after which the next row goes. */
export interface ChainEnd {
  seq: number
  hash: string
}

/** Before the first row of every chain. */
export const CHAIN_START: ChainEnd = { seq: 0, hash: '0'.repeat(64) }

/**
 * SHA-256 over the row and the hash before it, as JSON with these names in this order, the moment as ISO 8601 in UTC with
 * milliseconds, and the names inside `details` sorted: what anybody else can compute again from an export of the table.
 */
export function hashOf(record: AuditRecord, previousHash: string): string {
  const { tenantId, seq, at, action, decision, actorKind, actorId, subject, address, requestId, details } = record
  const canonical = JSON.stringify({
    tenant_id: tenantId,
    seq,
    at: at.toISOString(),
    action,
    decision,
    actor_kind: actorKind,
    actor_id: actorId,
    subject,
    address,
    request_id: requestId,
    details: sorted(details),
    previous_hash: previousHash,
  })
  return createHash('sha256').update(canonical).digest('hex')
}

/** Why a chain does not hold, at the first row where it does not. */
export interface ChainBreak {
  seq: number
  why: 'missing' | 'changed' | 'does_not_follow'
}

/** Whether `row` is what comes after `end`, as it was written. */
export function findBreak(end: ChainEnd, row: ChainedRecord): ChainBreak | null {
  if (row.seq !== end.seq + 1) return { seq: end.seq + 1, why: 'missing' }
  if (hashOf(row, row.previousHash) !== row.hash) return { seq: row.seq, why: 'changed' }
  return row.previousHash === end.hash ? null : { seq: row.seq, why: 'does_not_follow' }
}

/** The database keeps JSON with its names in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  )
}
