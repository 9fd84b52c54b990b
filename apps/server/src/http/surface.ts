import type { AnyProcedure } from '@trpc/server'
import type { FastifyInstance } from 'fastify'
import type { AppRouter } from '../api.ts'

/** Everything that can be called, for whoever must not forget any of it. */
export interface Surface {
  procedures: readonly { name: string; type: 'query' | 'mutation' | 'subscription' }[]
  /** As they are declared, `/trpc/:path` among them. */
  routes: readonly { method: string; path: string }[]
}

/** Before the routes are declared; each is added as it is. */
export function watchSurface(server: FastifyInstance, { _def }: AppRouter): Surface {
  const routes: { method: string; path: string }[] = []
  server.addHook('onRoute', ({ method, url: path }) => {
    for (const each of [method].flat()) routes.push({ method: each, path })
  })
  // Their type is a tree; in memory they lie flat, by their whole names.
  const procedures = Object.entries(_def.procedures as unknown as Record<string, AnyProcedure>)
  return { procedures: procedures.map(([name, procedure]) => ({ name, type: procedure._def.type })), routes }
}
