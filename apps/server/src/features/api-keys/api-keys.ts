import type { ApiKeyInput, ApiKeyView, CreateApiKeyInput, NewApiKey, RotateApiKeyInput } from '@coco/shared/api-keys'
import { ApiKeyId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'
import type { AuditEntry, RecordAudit } from '../../store/audit-entry.ts'
import type { Doors } from '../../store/doors.ts'
import { auditOrigin } from '../../trpc/audit-origin.ts'
import type { CallSource } from '../../trpc/call-source.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import { changeKey, insertKey, listKeys, lockKey, type StoredKey } from './key-store.ts'
import { hashOfKey, newKeyText, prefixOfKey } from './key-text.ts'
import { statusOf, toKeyView } from './key-view.ts'

interface Caller {
  viewer: Viewer
  source: CallSource
}

/** A tenant's keys, for who may manage them. A key of another tenant and one that never was get the same answer. */
export interface ApiKeys {
  list(viewer: Viewer): Promise<ApiKeyView[]>
  /** @throws AppError forbidden when the key could do more than whoever makes it */
  create(caller: Caller, input: CreateApiKeyInput): Promise<NewApiKey>
  /** A new key that can do the same for the same owner; the old one works for a while beside it. @throws AppError not_found, invalid_input, forbidden */
  rotate(caller: Caller, input: RotateApiKeyInput): Promise<NewApiKey>
  /** Works again on a key that was revoked already. @throws AppError not_found */
  revoke(caller: Caller, input: ApiKeyInput): Promise<ApiKeyView>
}

const HOUR_MS = 3_600_000

export function createApiKeys(deps: {
  doors: Pick<Doors, 'inTenant'>
  recordAudit: Pick<RecordAudit, 'inTenant'>
  /** @throws AppError forbidden */
  requireMayGive: (viewer: Viewer, key: Pick<StoredKey, 'roles'>) => void
  /** Called once a change is committed: the key as it was no longer holds. */
  onChanged: (key: StoredKey) => void
  newId: () => string
  now: () => number
}): ApiKeys {
  const { doors, recordAudit, now } = deps

  async function list(viewer: Viewer): Promise<ApiKeyView[]> {
    const keys = await doors.inTenant(viewer, (tx) => listKeys(tx, viewer.tenant))
    return keys.map((key) => toKeyView(key, now()))
  }

  async function create(caller: Caller, { name, roles, models, expiresAt }: CreateApiKeyInput): Promise<NewApiKey> {
    const { viewer } = caller
    deps.requireMayGive(viewer, { roles })
    const until = expiresAt === null ? null : new Date(expiresAt)
    if (until !== null && until.getTime() <= now()) throw invalid('The key would have expired already.')
    const { key, secret } = newKey(viewer, { name, roles, models, expiresAt: until, principalId: deps.newId() })
    await doors.inTenant(viewer, async (tx) => {
      await insertKey(tx, key)
      const details = { roles, models, expires_at: expiresAt }
      await recordAudit.inTenant(tx, viewer.tenant, entryFor(caller, 'api_key_created', key, details))
    })
    return { key: toKeyView(key, now()), secret }
  }

  async function rotate(caller: Caller, { keyId, overlapHours }: RotateApiKeyInput): Promise<NewApiKey> {
    const { viewer } = caller
    const { old, made } = await doors.inTenant(viewer, async (tx) => {
      const found = await lockKey(tx, viewer.tenant, keyId)
      if (found === null) throw notFound()
      if (statusOf(found, now()) !== 'active') throw invalid('This key no longer works. Make a new one instead.')
      deps.requireMayGive(viewer, found)
      const lifetimeMs = found.expiresAt === null ? null : found.expiresAt.getTime() - found.createdAt.getTime()
      const expiresAt = lifetimeMs === null ? null : new Date(now() + lifetimeMs)
      const replacement = newKey(viewer, { ...found, expiresAt })
      const overlapEnd = new Date(now() + overlapHours * HOUR_MS)
      const oldEnd = found.expiresAt !== null && found.expiresAt < overlapEnd ? found.expiresAt : overlapEnd
      await insertKey(tx, replacement.key)
      await changeKey(tx, found, { expiresAt: oldEnd })
      const details = { replaced_by: replacement.key.id, overlap_hours: overlapHours }
      await recordAudit.inTenant(tx, viewer.tenant, entryFor(caller, 'api_key_rotated', found, details))
      return { old: { ...found, expiresAt: oldEnd }, made: replacement }
    })
    deps.onChanged(old)
    return { key: toKeyView(made.key, now()), secret: made.secret }
  }

  async function revoke(caller: Caller, { keyId }: ApiKeyInput): Promise<ApiKeyView> {
    const { viewer } = caller
    const revoked = await doors.inTenant(viewer, async (tx) => {
      const found = await lockKey(tx, viewer.tenant, keyId)
      if (found === null) throw notFound()
      if (found.revokedAt !== null) return found
      const revokedAt = new Date(now())
      await changeKey(tx, found, { revokedAt })
      await recordAudit.inTenant(tx, viewer.tenant, entryFor(caller, 'api_key_revoked', found))
      return { ...found, revokedAt }
    })
    deps.onChanged(revoked)
    return toKeyView(revoked, now())
  }

  function newKey(
    viewer: Viewer,
    of: Pick<StoredKey, 'name' | 'roles' | 'models' | 'expiresAt' | 'principalId'>,
  ): { key: StoredKey; secret: string } {
    const secret = newKeyText()
    const key = {
      id: ApiKeyId.parse(deps.newId()),
      tenantId: viewer.tenant,
      principalId: of.principalId,
      name: of.name,
      prefix: prefixOfKey(secret),
      hash: hashOfKey(secret),
      roles: of.roles,
      models: of.models,
      createdBy: viewer.subject,
      createdAt: new Date(now()),
      expiresAt: of.expiresAt,
      revokedAt: null,
      lastUsedAt: null,
    }
    return { key, secret }
  }

  return { list, create, rotate, revoke }
}

function entryFor(
  by: Caller,
  action: AuditEntry['action'],
  key: StoredKey,
  details: NonNullable<AuditEntry['details']> = {},
): AuditEntry {
  return { action, decision: 'allowed', ...auditOrigin(by), subject: key.id, details }
}

const notFound = () => new AppError('not_found', 'There is no such key.')
const invalid = (sentence: string) => new AppError('invalid_input', sentence)
