import type { AuditView, ListAuditInput } from '@coco/shared/audit-views'
import type { TenantId } from '@coco/shared/ids'
import type { Background } from '../../platform/background.ts'
import type { Clock } from '../../platform/clock.ts'
import type { AuditEntry, RecordAudit } from '../../store/audit-entry.ts'
import type { Doors, Insider } from '../../store/doors.ts'
import { auditOrigin } from '../../trpc/audit-origin.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import type { ChainedRecord } from './audit-chain.ts'
import { append, newestRows, NOBODYS } from './audit-store.ts'
import { createRefusalBudgets } from './refusal-budget.ts'
import { toRecordable } from './to-recordable.ts'

/** Who did what. */
export interface Audit {
  record: RecordAudit
  /**
   * Records a refusal that changed nothing, and so has no transaction: in the background, and only so many of one actor in
   * a minute; how many were left out is in the next that is recorded. `who` is null for somebody who proved nothing.
   */
  recordRefusal(who: Insider | null, entry: Omit<AuditEntry, 'decision'>): void
  /** Snowflake, or the list of an API key, did not let this caller use the model. */
  recordModelDenied(viewer: Viewer, about: { model: string; requestId: string }): void
  /**
   * Of the viewer's tenant, newest first. Without the right to personal data the entries about personal documents are left
   * out of what is shown; the record itself is whole, and so is its chain.
   */
  list(viewer: Insider, input: ListAuditInput): Promise<{ entries: AuditView[] }>
}

export function createAudit(deps: {
  doors: Pick<Doors, 'inTenant' | 'inIdentity'>
  clock: Pick<Clock, 'now' | 'monotonicMs'>
  background: Background
}): Audit {
  const record = createRecordAudit(deps.clock)
  const budgetOf = createRefusalBudgets(deps.clock.monotonicMs)

  function recordRefusal(who: Insider | null, refusal: Omit<AuditEntry, 'decision'>): void {
    const admit = budgetOf(who?.tenant ?? NOBODYS)
    const verdict = admit(refusal.actor.id ?? refusal.address ?? '')
    if (!verdict.isAdmitted) return
    const { leftOut } = verdict
    const entry: AuditEntry = {
      ...refusal,
      decision: 'denied',
      ...(leftOut === 0 ? {} : { details: { ...refusal.details, left_out: leftOut } }),
    }
    deps.background.run('audit of a refusal', () =>
      who === null
        ? deps.doors.inIdentity({}, (tx) => record.beforeTenant(tx, entry))
        : deps.doors.inTenant(who, (tx) => record.inTenant(tx, who.tenant, entry)),
    )
  }

  function recordModelDenied(viewer: Viewer, { model, requestId }: { model: string; requestId: string }): void {
    const origin = auditOrigin({ viewer, source: { address: null, userAgent: null, requestId } })
    recordRefusal(viewer, { action: 'model_denied', ...origin, subject: model })
  }

  async function list(viewer: Insider, { before, limit }: ListAuditInput) {
    const withPersonal = viewer.permissions.has('read_pii')
    const page = { before: before ?? Number.MAX_SAFE_INTEGER, limit, withPersonal }
    const rows = await deps.doors.inTenant(viewer, (tx) => newestRows(tx, viewer.tenant, page))
    return { entries: rows.map(toView) }
  }

  return { record, recordRefusal, recordModelDenied, list }
}

/** Alone, for whoever has a transaction and needs nothing else. */
export function createRecordAudit({ now }: Pick<Clock, 'now'>): RecordAudit {
  const row = (tenantId: TenantId | typeof NOBODYS, entry: AuditEntry) => ({
    tenantId,
    at: new Date(now()),
    ...toRecordable(entry),
  })
  return {
    inTenant: (tx, tenant, entry) => append(tx, row(tenant, entry)),
    beforeTenant: (tx, entry) => append(tx, row(NOBODYS, entry)),
  }
}

function toView({ seq, at, action, decision, actorKind, actorId, ...row }: ChainedRecord): AuditView {
  const { subject, address, requestId, details } = row
  return { seq, at: at.toISOString(), action, decision, actorKind, actorId, subject, address, requestId, details }
}
