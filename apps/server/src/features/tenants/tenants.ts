import type { AccessToken, Credentials } from '@coco/core/cortex/credentials'
import { SessionTokenError } from '@coco/core/jwt/session-token-error'
import { isUnusableCredentials, type UnusableCredentials } from '@coco/core/jwt/unusable-credentials'
import type { Tenant } from '@coco/core/tenants/tenant'
import type { TenantRegistry } from '@coco/core/tenants/tenant-registry'
import type { TenantId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'
import type { Logger } from '../../platform/logger.ts'

export interface TenantHealth {
  id: TenantId
  /** `null`: it can sign in. Else why not, in a word that names no file. */
  problem: string | null
}

export interface ReadyTenant {
  tenant: Tenant
  credentials: Credentials
}

/** The tenants and how each signs in at Snowflake. One whose key or token cannot be used is down alone. */
export interface Tenants {
  list(): readonly Tenant[]
  get(id: TenantId): Tenant | undefined
  /** @throws AppError tenant_unavailable */
  requireReady(id: TenantId): Promise<ReadyTenant>
  health(): Promise<TenantHealth[]>
}

export function createTenants(deps: {
  registry: Pick<TenantRegistry, 'list' | 'get'>
  createCredentials: (tenant: Tenant) => Credentials
  log: Logger
}): Tenants {
  // By the tenant object itself: a changed tenants file brings new objects and so new factories, with nothing to clear.
  const factories = new WeakMap<Tenant, Credentials>()
  const saidDown = new WeakMap<Tenant, string>()

  function credentialsOf(tenant: Tenant): Credentials {
    const known = factories.get(tenant)
    if (known !== undefined) return known
    const made = deps.createCredentials(tenant)
    factories.set(tenant, made)
    return made
  }

  async function requireReady(id: TenantId): Promise<ReadyTenant> {
    const tenant = deps.registry.get(id)
    if (tenant === undefined) throw unavailable(id)
    const token = await tryToken(tenant)
    if (token instanceof Error) throw unavailable(tenant.name, token)
    return { tenant, credentials: credentialsOf(tenant) }
  }

  async function health(): Promise<TenantHealth[]> {
    return Promise.all(
      deps.registry.list().map(async (tenant) => {
        const token = await tryToken(tenant)
        return { id: tenant.id, problem: token instanceof Error ? toWord(token) : null }
      }),
    )
  }

  /** The operator is told once per reason, not once per call. */
  async function tryToken(tenant: Tenant): Promise<AccessToken | UnusableCredentials> {
    try {
      const token = await credentialsOf(tenant).token()
      if (saidDown.delete(tenant)) deps.log.info({ tenant: tenant.id }, 'tenant is up again')
      return token
    } catch (error) {
      if (!isUnusableCredentials(error)) throw error
      if (saidDown.get(tenant) !== error.message) {
        saidDown.set(tenant, error.message)
        deps.log.error({ tenant: tenant.id, reason: error.message }, 'tenant is down: it cannot sign in at Snowflake')
      }
      return error
    }
  }

  return { list: () => deps.registry.list(), get: (id) => deps.registry.get(id), requireReady, health }
}

const toWord = (error: UnusableCredentials) =>
  error instanceof SessionTokenError ? `session ${error.code}` : `key ${error.code}`

function unavailable(name: string, cause?: UnusableCredentials): AppError {
  const what = cause instanceof SessionTokenError ? "its service's session token" : 'its key'
  const sentence = `${name} cannot reach Snowflake at the moment: ${what} cannot be used. The operator has been told.`
  return new AppError('tenant_unavailable', sentence, { cause, retryAfterMs: 30_000 })
}
