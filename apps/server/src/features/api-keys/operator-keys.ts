import type { ApiKeyView, CreateApiKeyInput, NewApiKey } from '@coco/shared/api-keys'
import { ApiKeyId, type TenantId } from '@coco/shared/ids'
import type { AuditEntry, RecordAudit } from '../../store/audit-entry.ts'
import type { Doors } from '../../store/doors.ts'
import type { AuditOrigin } from '../../trpc/audit-origin.ts'
import { changeKey, insertKey, listKeys, lockKey } from './key-store.ts'
import { hashOfKey, newKeyText, prefixOfKey } from './key-text.ts'
import { toKeyView } from './key-view.ts'

/** A tenant's keys for whoever holds the machine, and so is above what people may do. */
export interface OperatorKeys {
  list(tenant: TenantId): Promise<ApiKeyView[]>
  create(tenant: TenantId, input: CreateApiKeyInput): Promise<NewApiKey>
  /** Null when the tenant has no such key. A running server refuses the key within a second. */
  revoke(tenant: TenantId, keyId: ApiKeyId): Promise<ApiKeyView | null>
}

export function createOperatorKeys(deps: {
  doors: Pick<Doors, 'inTenant'>
  recordAudit: Pick<RecordAudit, 'inTenant'>
  by: AuditOrigin
  newId: () => string
  now: () => number
}): OperatorKeys {
  const { doors, now } = deps

  async function list(tenant: TenantId): Promise<ApiKeyView[]> {
    const keys = await doors.inTenant(asNobody(tenant), (tx) => listKeys(tx, tenant))
    return keys.map((key) => toKeyView(key, now()))
  }

  async function create(tenant: TenantId, { name, roles, models, expiresAt }: CreateApiKeyInput): Promise<NewApiKey> {
    const secret = newKeyText()
    const key = {
      id: ApiKeyId.parse(deps.newId()),
      tenantId: tenant,
      principalId: deps.newId(),
      name,
      prefix: prefixOfKey(secret),
      hash: hashOfKey(secret),
      roles,
      models,
      createdBy: null,
      createdAt: new Date(now()),
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
      revokedAt: null,
      lastUsedAt: null,
    }
    await doors.inTenant(asNobody(tenant), async (tx) => {
      await insertKey(tx, key)
      const details = { roles, models, expires_at: expiresAt }
      await deps.recordAudit.inTenant(tx, tenant, entry('api_key_created', key.id, details))
    })
    return { key: toKeyView(key, now()), secret }
  }

  function revoke(tenant: TenantId, keyId: ApiKeyId): Promise<ApiKeyView | null> {
    return doors.inTenant(asNobody(tenant), async (tx) => {
      const found = await lockKey(tx, tenant, keyId)
      if (found === null) return null
      if (found.revokedAt !== null) return toKeyView(found, now())
      const revokedAt = new Date(now())
      await changeKey(tx, found, { revokedAt })
      await deps.recordAudit.inTenant(tx, tenant, entry('api_key_revoked', keyId))
      return toKeyView({ ...found, revokedAt }, now())
    })
  }

  function entry(action: AuditEntry['action'], subject: string, details: AuditEntry['details'] = {}): AuditEntry {
    return { action, decision: 'allowed', ...deps.by, subject, details }
  }

  return { list, create, revoke }
}

/** Inside a tenant, and nobody's conversations. */
const asNobody = (tenant: TenantId) => ({ tenant, subject: '', permissions: new Set<string>() })
