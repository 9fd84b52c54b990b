import type { Permission } from '@coco/shared/identity-views'
import type { TenantId } from '@coco/shared/ids'
import type { TenantRole } from '@coco/shared/roles'
import { AppError } from '../../platform/app-error.ts'
import type { Background } from '../../platform/background.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { Doors } from '../../store/doors.ts'
import { type ApiKeys, createApiKeys } from './api-keys.ts'
import { createFindApiKey, type FindApiKey } from './find-api-key.ts'
import { createKeyCache } from './key-cache.ts'
import { findByHash, markUsed, readEnds } from './key-store.ts'
import { createLiveKeys } from './live-keys.ts'
import { createNoteUse } from './note-use.ts'
import { createFindPublicKey } from './public-keys.ts'
import { createRequireMayGive } from './require-may-give.ts'

/** Everything about API keys: managing them, and recognising the one that a call comes with. */
export function createKeysOfTenants(deps: {
  doors: Pick<Doors, 'inTenant' | 'inIdentity'>
  recordAudit: Pick<RecordAudit, 'inTenant'>
  permissionsOf: (roles: readonly TenantRole[]) => ReadonlySet<Permission>
  acceptsPublicKeys: boolean
  hasTenant: (tenant: TenantId) => boolean
  newId: () => string
  clock: Clock
  background: Background
}): { apiKeys: ApiKeys; find: FindApiKey; close: () => void } {
  const { doors, clock, background, hasTenant } = deps
  const { now, monotonicMs } = clock

  const cache = createKeyCache({
    read: (hash) => doors.inIdentity({ keyHash: hash }, (tx) => findByHash(tx, hash)),
    monotonicMs,
  })
  const live = createLiveKeys({
    readEnds: (tenant, ids) => unlessIll(doors.inTenant(asNobody(tenant), (tx) => readEnds(tx, tenant, ids))),
    clock,
    background,
  })
  const noteUse = createNoteUse({
    markUsed: (hash) => unlessIll(doors.inIdentity({ keyHash: hash }, (tx) => markUsed(tx, hash, new Date(now())))),
    monotonicMs,
    background,
  })

  return {
    apiKeys: createApiKeys({
      doors,
      recordAudit: deps.recordAudit,
      requireMayGive: createRequireMayGive(deps),
      onChanged(key) {
        cache.drop(key.hash)
        if (key.revokedAt !== null) live.end(key.id)
      },
      newId: deps.newId,
      now,
    }),
    find: createFindApiKey({
      findPublicKey: createFindPublicKey(deps),
      getKey: cache.get,
      signalFor: live.signalFor,
      noteUse,
      hasTenant,
      now,
    }),
    close: live.close,
  }
}

/** Inside a tenant, and nobody's conversations. */
const asNobody = (tenant: TenantId) => ({ tenant, subject: '', permissions: new Set<string>() })

/** Null when the database is ill, which is said by those who wait for it. */
async function unlessIll<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof AppError && error.code === 'store_unavailable') return null
    throw error
  }
}
