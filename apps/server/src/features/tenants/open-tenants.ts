import { createJwtFactory } from '@coco/core/jwt/jwt-factory'
import { createSessionToken } from '@coco/core/jwt/session-token'
import { openTenantRegistry, type TenantRegistryOptions } from '@coco/core/tenants/tenant-registry'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import { createTenants, type Tenants } from './tenants.ts'

/** The tenants that are declared, each with what it signs in with: a key pair, or the service's token. Both are read again when they change. */
export function openTenants({
  folder,
  settings,
  account,
  clock,
  log,
}: Pick<TenantRegistryOptions, 'folder' | 'settings'> & {
  account: Parameters<typeof createJwtFactory>[0]['account']
  clock: Clock
  log: Logger
}): Tenants & { close(): void } {
  const registry = openTenantRegistry({
    folder,
    settings,
    onProblem: (error) => log.error({ err: error }, 'the changed tenants file is not used; the last good one is'),
  })
  const tenants = createTenants({
    registry,
    createCredentials: ({ id, snowflake }) =>
      snowflake.privateKey === null
        ? createSessionToken({ path: snowflake.sessionTokenPath, monotonicNow: clock.monotonicMs })
        : createJwtFactory({
            account,
            user: snowflake.user,
            privateKey: snowflake.privateKey,
            now: clock.now,
            monotonicNow: clock.monotonicMs,
            onProblem: (error) =>
              log.error({ err: error, tenant: id }, 'the replaced key is not used; the last good one is'),
          }),
    log,
  })
  return { ...tenants, close: registry.close }
}
