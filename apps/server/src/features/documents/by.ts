import type { Insider } from '../../store/doors.ts'
import { type AuditOrigin, auditOrigin } from '../../trpc/audit-origin.ts'
import type { CallSource } from '../../trpc/call-source.ts'
import type { Viewer } from '../../trpc/viewer.ts'

/** A call as it arrived. */
export interface Caller {
  viewer: Viewer
  source: CallSource
}

/** Who does something, for the database and for the record: a caller, or the server itself. */
export interface By {
  viewer: Insider
  origin: AuditOrigin
}

export const byOf = (caller: Caller): By => ({ viewer: caller.viewer, origin: auditOrigin(caller) })
