import type { Permission } from '@coco/shared/identity-views'
import type { TenantRole } from '@coco/shared/roles'
import { AppError } from '../../platform/app-error.ts'
import type { Viewer } from '../../trpc/viewer.ts'

/**
 * Nobody makes a key that may do more than they may themselves, or they could give themselves more by way of it. (Keys make
 * no keys at all.)
 *
 * @throws AppError forbidden
 */
export function createRequireMayGive(deps: {
  permissionsOf: (roles: readonly TenantRole[]) => ReadonlySet<Permission>
}) {
  return (viewer: Viewer, key: { roles: readonly TenantRole[] }): void => {
    const isTooMuch = (role: TenantRole) => [...deps.permissionsOf([role])].some((may) => !viewer.permissions.has(may))
    const tooMuch = key.roles.filter(isTooMuch)
    if (tooMuch.length > 0) {
      throw new AppError('forbidden', `You cannot give a key what you may not do yourself: ${tooMuch.join(', ')}.`)
    }
  }
}
