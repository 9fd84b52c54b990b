import type { AppRouter } from '@coco/server/api'
import { QueryClient } from '@tanstack/react-query'
import { createTRPCQueryUtils } from '@trpc/react-query'
import { trpc } from './trpc.ts'
import { createTrpcLinks } from './trpc-links.ts'

const FRESH_FOR_MS = 30_000

/** What the hooks and the route guards call the server with, over one cache. */
export function createApi() {
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: FRESH_FOR_MS, retry: 1 } } })
  const client = trpc.createClient({ links: createTrpcLinks() })
  return { queryClient, client, utils: createTrpcUtils(queryClient, client) }
}

/** The same procedures outside of components. */
export function createTrpcUtils(queryClient: QueryClient, client: ReturnType<typeof trpc.createClient>) {
  return createTRPCQueryUtils<AppRouter>({ queryClient, client })
}
