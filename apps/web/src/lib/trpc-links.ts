import type { AppRouter } from '@coco/server/api'
import { httpBatchLink, httpSubscriptionLink, retryLink, splitLink, type TRPCLink } from '@trpc/client'
import { EventSource } from 'eventsource'
import { createEventStreamFetch } from './event-stream-fetch.ts'
import { isWorthReconnecting, reconnectDelayMs } from './reconnect.ts'
import { wakeUp } from './wake-up.ts'

const MAX_RECONNECTS = 12
/** Every call is answered at once or within a few seconds; on a line that died without a word nothing else ends the wait. */
const CALL_TIMEOUT_MS = 30_000

/**
 * How calls leave the page: everything of one moment in one request, subscriptions as server-sent events. A cut stream
 * is resumed by EventSource itself; an answer other than 200 (a proxy's 503) ends it for good, so that is retried here.
 */
export function createTrpcLinks(): TRPCLink<AppRouter>[] {
  const eventStreamFetch = createEventStreamFetch({ fetch: (url, init) => fetch(url, init), wait: wakeUp })
  return [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: [
        retryLink({
          retry: ({ attempts, error }) => attempts < MAX_RECONNECTS && isWorthReconnecting(error),
          retryDelayMs: (attempt) => reconnectDelayMs(attempt, Math.random()),
        }),
        httpSubscriptionLink({ url: '/trpc', EventSource, eventSourceOptions: { fetch: eventStreamFetch } }),
      ],
      false: httpBatchLink({ url: '/trpc', fetch: fetchInTime }),
    }),
  ]
}

type CallFetch = NonNullable<Parameters<typeof httpBatchLink>[0]['fetch']>

function fetchInTime(...[input, init]: Parameters<CallFetch>): Promise<Response> {
  const timeout = AbortSignal.timeout(CALL_TIMEOUT_MS)
  const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout
  return fetch(input, { ...(init as RequestInit), signal })
}
