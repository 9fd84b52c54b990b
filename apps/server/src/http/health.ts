import type { TenantId } from '@coco/shared/ids'
import type { FastifyInstance } from 'fastify'

/** `/healthz`: this process answers. `/readyz`: it can do its work, and if not, why not. */
export function useHealth(
  server: FastifyInstance,
  deps: {
    isDraining: () => boolean
    tenantHealth: () => Promise<{ id: TenantId; problem: string | null }[]>
    /** Whether readers may see the tenants' names: only on this machine, they are somebody's customers. */
    namesTenants: boolean
  },
): void {
  server.get('/healthz', () => ({ status: 'ok' }))

  server.get('/readyz', async (_request, reply) => {
    const health = await deps.tenantHealth()
    const usable = health.filter((tenant) => tenant.problem === null).length
    const status = deps.isDraining() ? 'shutting_down' : usable > 0 ? 'ready' : 'not_ready'
    const byName = Object.fromEntries(
      health.map(({ id, problem }) => [id, problem === null ? 'up' : `down: key ${problem}`]),
    )
    const tenants = { up: usable, down: health.length - usable, ...(deps.namesTenants ? { byName } : {}) }
    return reply.code(status === 'ready' ? 200 : 503).send({ status, tenants })
  })
}
