import { createTRPCClient, httpLink, splitLink, type TRPCClient } from '@trpc/client'
import type { AppRouter } from './app-router.ts'
import type { Fetch } from './coco-fetch.ts'
import { resumingSubscriptionLink } from './resuming-subscription-link.ts'
import type { Subscribe } from './subscribe.ts'

/** The whole router: `trpc.models.list.query()`, `trpc.chat.watch.subscribe(…)`. Its calls throw `TRPCClientError`. */
export function createTrpc(options: {
  trpcUrl: string
  fetch: Fetch
  subscribe: Subscribe
  timeoutMs: number
}): TRPCClient<AppRouter> {
  const fetchInTime: Fetch = (url, init) => {
    const timeout = AbortSignal.timeout(options.timeoutMs)
    return options.fetch(url, { ...init, signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout })
  }
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: resumingSubscriptionLink(options.subscribe),
        // One request per call, so that each has its own request id and can be stopped on its own.
        false: httpLink({ url: options.trpcUrl, fetch: (url, init) => fetchInTime(String(url), init as RequestInit) }),
      }),
    ],
  })
}
