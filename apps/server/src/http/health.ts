import type { TenantId } from '@coco/shared/ids'
import type { FastifyInstance } from 'fastify'
import type { DatabaseHealth } from '../platform/database/database.ts'
import { forwardedBy } from './forwarded-by.ts'

/** `/healthz`: this process answers. `/readyz`: it can do its work, and if not, why not. */
export function useHealth(
  server: FastifyInstance,
  deps: {
    isDraining: () => boolean
    databaseHealth: () => Promise<DatabaseHealth>
    tenantHealth: () => Promise<{ id: TenantId; problem: string | null }[]>
    /** Whether readers may see the tenants' names: only on this machine, they are somebody's customers. */
    namesTenants: boolean
  },
): void {
  server.get('/healthz', () => ({ status: 'ok' }))

  server.get('/readyz', async ({ headers }, reply) => {
    const [health, database] = await Promise.all([deps.tenantHealth(), deps.databaseHealth()])
    const usable = health.filter((tenant) => tenant.problem === null).length
    const isReady = usable > 0 && database === 'up'
    const status = deps.isDraining() ? 'shutting_down' : isReady ? 'ready' : 'not_ready'
    const byName = Object.fromEntries(
      health.map(({ id, problem }) => [id, problem === null ? 'up' : `down: ${problem}`]),
    )
    const isNamed = deps.namesTenants && forwardedBy(headers) === null
    const tenants = { up: usable, down: health.length - usable, ...(isNamed ? { byName } : {}) }
    return reply.code(status === 'ready' ? 200 : 503).send({ status, database, tenants })
  })
}
