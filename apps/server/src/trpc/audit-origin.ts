import type { AuditEntry } from '../store/audit-entry.ts'
import type { CallSource } from './call-source.ts'
import type { Viewer } from './viewer.ts'

/** Who did something and from where, as the record keeps it. */
export type AuditOrigin = Pick<AuditEntry, 'actor' | 'address' | 'requestId'>

export function auditOrigin({ viewer, source }: { viewer: Viewer | null; source: CallSource }): AuditOrigin {
  return { actor: actorOf(viewer), address: source.address, requestId: source.requestId }
}

function actorOf(viewer: Viewer | null): AuditEntry['actor'] {
  if (viewer === null) return { kind: 'anonymous', id: null }
  const { proof } = viewer
  switch (proof.kind) {
    case 'session':
    case 'bearer':
      return { kind: 'person', id: proof.personId }
    case 'api_key':
      return { kind: 'key', id: proof.keyId }
  }
}
