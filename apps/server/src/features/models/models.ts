import type { Credentials } from '@coco/core/cortex/credentials'
import type { Tenant } from '@coco/core/tenants/tenant'
import type { TenantId } from '@coco/shared/ids'
import type { ModelView } from '@coco/shared/model-views'
import { AppError } from '../../platform/app-error.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Viewer } from '../../trpc/viewer.ts'

export interface Models {
  /**
   * What is declared, in the order of the declaration, then what else Snowflake lists; of these what the caller's own list
   * lets through. A hint: only a call decides.
   */
  list(viewer: Viewer): Promise<ModelView[]>
}

/** Short, because a GRANT should show soon; long enough that a page with several pickers asks once. */
const CACHE_MS = 2_000

export function createModels(deps: {
  requireReady: (tenant: TenantId) => Promise<{ credentials: Credentials }>
  getTenant: (tenant: TenantId) => Tenant | undefined
  /** What the tenant's admins have decided. */
  rulesOf: (viewer: Viewer) => Promise<{ defaultModel: string | null }>
  listModels: (call: { credentials: Credentials }) => Promise<string[]>
  monotonicMs: Clock['monotonicMs']
  log: Logger
}): Models {
  const cache = new Map<TenantId, { askedAtMs: number; granted: Promise<ReadonlySet<string> | null> }>()

  async function list(viewer: Viewer): Promise<ModelView[]> {
    const { tenant: id, models: narrowedTo } = viewer
    const tenant = deps.getTenant(id)
    if (tenant === undefined) throw new AppError('tenant_unavailable', 'This tenant is not available at the moment.')
    const [granted, rules] = await Promise.all([grantedTo(id), deps.rulesOf(viewer)])
    const defaultModel = rules.defaultModel ?? tenant.defaultModel
    const names = new Set([...tenant.models, defaultModel, tenant.defaultModel, ...(granted ?? [])])
    const shown = [...names].filter((name) => narrowedTo === null || narrowedTo.includes(name))
    return shown.map((name) => ({
      id: name,
      access: accessTo(name, granted),
      isDefault: name === defaultModel,
    }))
  }

  /** Null when the list cannot be read. Askers at the same time share one call. */
  function grantedTo(id: TenantId): Promise<ReadonlySet<string> | null> {
    const known = cache.get(id)
    const nowMs = deps.monotonicMs()
    if (known !== undefined && nowMs - known.askedAtMs < CACHE_MS) return known.granted
    const granted = ask(id)
    cache.set(id, { askedAtMs: nowMs, granted })
    return granted
  }

  async function ask(id: TenantId): Promise<ReadonlySet<string> | null> {
    try {
      return new Set(await deps.listModels(await deps.requireReady(id)))
    } catch (error) {
      deps.log.warn({ err: error, tenant: id }, 'the list of models cannot be read')
      return null
    }
  }

  return { list }
}

function accessTo(model: string, granted: ReadonlySet<string> | null): ModelView['access'] {
  if (granted === null) return 'unknown'
  return granted.has(model) ? 'granted' : 'not_granted'
}
