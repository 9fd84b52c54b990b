import type { TenantId } from '@coco/shared/ids'
import type { Background } from '../../platform/background.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { Doors } from '../../store/doors.ts'
import { deleteInBatches } from './delete-in-batches.ts'
import { conversationDaysOf, deleteOutlived, deleteTakenBack, REMOVED_PROMPTS } from './keeper-store.ts'
import { forgetOldSessions } from './old-sessions.ts'
import { forgetOldUploads } from './old-uploads.ts'

const DAY_MS = 86_400_000
const EVERY_MS = 3_600_000
/** How long a removed conversation or prompt can be restored. */
const REMOVED_DAYS = 30

export interface Retention {
  /** At once, and then every hour. The returned function calls it off. */
  start(): () => void
  /** One round over all tenants. What fails for one is logged, and the others get theirs. */
  runOnce(signal?: AbortSignal): Promise<void>
}

/** Deletes the conversations that lived as long as their tenant's settings let them, those that were removed long ago, uploads that nobody came back to, and old sessions. */
export function createRetention(deps: {
  doors: Pick<Doors, 'asKeeper' | 'inIdentity'>
  recordAudit: RecordAudit
  tenants: () => readonly TenantId[]
  clock: Pick<Clock, 'now' | 'after'>
  background: Background
  log: Logger
}): Retention {
  const { doors, clock, log } = deps

  function start(): () => void {
    const stopping = new AbortController()
    let cancel = () => {}
    const run = () => {
      cancel = clock.after(EVERY_MS, run)
      deps.background.run('retention', () => runOnce(stopping.signal))
    }
    run()
    return () => {
      cancel()
      stopping.abort()
    }
  }

  async function runOnce(signal?: AbortSignal): Promise<void> {
    for (const tenant of deps.tenants()) {
      await attempt({ tenant, what: 'conversations' }, () => expire(tenant, signal), signal)
      const forget = () => forgetOldUploads(doors, { tenant, nowMs: clock.now() }, signal)
      await attempt({ tenant, what: 'uploads' }, forget, signal)
    }
    await attempt({ what: 'sessions' }, () => forgetOldSessions(doors, signal), signal)
  }

  async function attempt(about: object, work: () => Promise<void>, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return
    try {
      await work()
    } catch (error) {
      if (!signal?.aborted) log.error({ ...about, err: error }, 'what lived long enough is still there')
    }
  }

  async function expire(tenant: TenantId, signal?: AbortSignal): Promise<void> {
    const nowMs = clock.now()
    const days = await doors.asKeeper({ tenant }, (tx) => conversationDaysOf(tx, tenant))
    const outlived = {
      untouchedSince: days === null ? null : new Date(nowMs - days * DAY_MS),
      removedBefore: new Date(nowMs - REMOVED_DAYS * DAY_MS),
    }
    const count = await deleteInBatches(
      (maxRows) =>
        doors.asKeeper({ tenant }, async (tx) => {
          const deleted = await deleteOutlived(tx, tenant, outlived, maxRows)
          if (deleted > 0) await deps.recordAudit.inTenant(tx, tenant, expired(deleted, days))
          return deleted
        }),
      signal,
    )
    if (count > 0) log.info({ tenant, count }, 'conversations that lived long enough were deleted')
    await deleteInBatches(
      (maxRows) => doors.asKeeper({ tenant }, (tx) => deleteTakenBack(tx, tenant, outlived.removedBefore, maxRows)),
      signal,
    )
    for (const remove of REMOVED_PROMPTS) {
      await deleteInBatches(
        (maxRows) => doors.asKeeper({ tenant }, (tx) => remove(tx, tenant, outlived.removedBefore, maxRows)),
        signal,
      )
    }
  }

  return { start, runOnce }
}

function expired(count: number, days: number | null) {
  return {
    action: 'conversations_expired',
    decision: 'allowed',
    actor: { kind: 'system', id: null },
    address: null,
    requestId: null,
    details: { count, conversation_days: days },
  } as const
}
