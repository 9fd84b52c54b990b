import { AppError } from '../../platform/app-error.ts'
import type { AuditEntry } from '../../store/audit-entry.ts'
import type { Insider } from '../../store/doors.ts'
import type { CallSource } from '../../trpc/call-source.ts'

/** Records what was refused and changed nothing. Bounded, so that nobody fills the disk by trying. */
export type RecordRefusal = (who: Insider | null, entry: Omit<AuditEntry, 'decision'>) => void

interface Refused {
  /** Whose account was tried, as far as there is one. */
  subject?: string | undefined
  details?: AuditEntry['details']
}

/** Records a refusal from before anybody was known and gives it back to be thrown. */
export type RefuseSignIn = (caller: { source: CallSource }, error: unknown, refused?: Refused) => unknown

export function createRefusal(record: RecordRefusal, action: 'sign_in_refused' | 'link_refused'): RefuseSignIn {
  return ({ source }, error, { subject, details } = {}) => {
    if (!(error instanceof AppError)) return error
    record(null, {
      action,
      actor: { kind: 'anonymous', id: null },
      ...(subject === undefined ? {} : { subject }),
      address: source.address,
      requestId: source.requestId,
      details: { ...details, code: error.code },
    })
    return error
  }
}
