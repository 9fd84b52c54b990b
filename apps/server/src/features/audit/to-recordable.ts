import type { AuditEntry } from '../../store/audit-entry.ts'
import type { AuditRecord } from './audit-chain.ts'

/** Longer than any id, name of a model or of a role; whatever is longer is none, and the record is not the place for it. */
const MAX_TEXT = 200
const MAX_LIST = 100

/** An entry as the database can keep it: a caller's strange model name is no reason for an action to fail. */
export function toRecordable(entry: AuditEntry): Omit<AuditRecord, 'tenantId' | 'seq' | 'at'> {
  const { action, decision, actor, subject, address, requestId, details = {} } = entry
  return {
    action,
    decision,
    actorKind: actor.kind,
    actorId: textOrNull(actor.id),
    subject: textOrNull(subject),
    address: textOrNull(address),
    requestId: textOrNull(requestId),
    details: Object.fromEntries(Object.entries(details).map(([name, value]) => [toText(name), toValue(value)])),
  }
}

function toValue(value: NonNullable<AuditEntry['details']>[string]): unknown {
  if (typeof value === 'string') return toText(value)
  if (Array.isArray(value)) return value.slice(0, MAX_LIST).map(toText)
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}

const textOrNull = (text: string | null | undefined) => (text === null || text === undefined ? null : toText(text))

function toText(text: string): string {
  return text.slice(0, MAX_TEXT).replaceAll('\0', '\u{FFFD}').toWellFormed()
}
