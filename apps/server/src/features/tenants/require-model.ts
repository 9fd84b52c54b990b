import type { Tenant } from '@coco/core/tenants/tenant'
import type { TenantId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'
import type { Viewer } from '../../trpc/viewer.ts'

interface Caller {
  viewer: Viewer
  requestId: string
}

/**
 * Whether this caller may name this model; `undefined` is the tenant's default: `defaultModel`, else the declared one. Ask before anything goes upstream or is
 * counted. It can only narrow: what it lets through, Snowflake may still refuse.
 *
 * @throws AppError model_not_allowed
 */
export type RequireModel = (by: Caller, model: string | undefined, defaultModel: string | null) => void

/** @param deps.onDenied for the record */
export function createRequireModel(deps: {
  getTenant: (id: TenantId) => Tenant | undefined
  onDenied: (viewer: Viewer, about: { model: string; requestId: string }) => void
}): RequireModel {
  return (by, model, defaultModel) => {
    const { tenant, models } = by.viewer
    const named = model ?? defaultModel ?? deps.getTenant(tenant)?.defaultModel
    if (models === null || named === undefined || models.includes(named)) return
    deps.onDenied(by.viewer, { model: named, requestId: by.requestId })
    const which = model === undefined ? "the tenant's default model. Name one of its own" : 'this model'
    throw new AppError('model_not_allowed', `This API key is limited to some models, and may not use ${which}.`)
  }
}
