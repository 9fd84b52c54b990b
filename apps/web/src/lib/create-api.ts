import type { AppRouter } from '@coco/server/api'
import { QueryClient } from '@tanstack/react-query'
import { createTRPCQueryUtils } from '@trpc/react-query'
import { type Failure, failureOfError } from './failure.ts'
import { trpc } from './trpc.ts'
import { createTrpcLinks } from './trpc-links.ts'

const FRESH_FOR_MS = 30_000

/** What the hooks and the route guards call the server with, over one cache. */
export function createApi() {
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: { staleTime: FRESH_FOR_MS, retry: isWorthAnotherTry },
      // What was sent and answered once, a password or a new key, is kept no longer than the form that asked.
      mutations: { gcTime: 0 },
    },
  })
  const client = trpc.createClient({ links: createTrpcLinks() })
  return { queryClient, client, utils: createTrpcUtils(queryClient, client) }
}

/** Once more, unless the answer would be the same. */
function isWorthAnotherTry(failures: number, error: unknown): boolean {
  return failures < 1 && !FINAL_ANSWERS.has(failureOfError(error).code)
}

const FINAL_ANSWERS = new Set<Failure['code']>([
  'not_found',
  'invalid_input',
  'forbidden',
  'not_signed_in',
  'tenant_changed',
])

/** The same procedures outside of components. */
export function createTrpcUtils(queryClient: QueryClient, client: ReturnType<typeof trpc.createClient>) {
  return createTRPCQueryUtils<AppRouter>({ queryClient, client })
}
