import { TRPCClientError } from '@trpc/client'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { CocoError } from './coco-error.ts'
import type { Fetch } from './coco-fetch.ts'
import { createWatchdog } from './watchdog.ts'

/** Until the server names its own limit: it sends a ping every 15 s. */
const SILENCE_MS = 45_000

export type SubscriptionFrame = { type: 'started' } | { type: 'data'; id: string | undefined; data: unknown }

/**
 * One connection to a tRPC subscription, read as its consumer pulls. Ends when the server says that it is finished; throws
 * `CocoError` (`network`) when the connection ends before that or is silent, and tRPC's error when the server sent one.
 * The frames are those of tRPC's own `httpSubscriptionLink`, which cannot be told how long to wait between connections
 * and does not show the body of a refusal.
 */
export async function* readSubscription(
  fetch: Fetch,
  url: string,
  signal: AbortSignal,
): AsyncGenerator<SubscriptionFrame, void, undefined> {
  const watchdog = createWatchdog(SILENCE_MS, signal)
  const init = { headers: { accept: 'text/event-stream' }, signal: watchdog.signal }
  const response = await watchdog.during(fetch(url, init))
  for await (const message of readMessages(response, watchdog.during)) {
    switch (message.event) {
      case 'connected':
        watchdog.setLimit(silenceLimitMs(message.data))
        yield { type: 'started' }
        break
      case 'serialized-error':
        throw TRPCClientError.from({ error: JSON.parse(message.data) })
      case 'return':
        return
      case undefined:
        yield { type: 'data', id: message.id, data: JSON.parse(message.data) }
    }
  }
  throw new CocoError('network', 'The connection ended before the answer did.')
}

/** By `getReader`, because Safari cannot iterate a body. */
async function* readMessages(response: Response, during: <T>(wait: Promise<T>) => Promise<T>) {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) {
    throw new CocoError('bad_response', 'Expected an event stream of Coco.', { statusCode: response.status })
  }
  const messages: EventSourceMessage[] = []
  const parser = createParser({ onEvent: (message) => messages.push(message) })
  const decoder = new TextDecoder()
  const reader = response.body.getReader()
  try {
    for (;;) {
      const { done, value } = await during(reader.read())
      if (done) return
      parser.feed(decoder.decode(value, { stream: true }))
      yield* messages.splice(0)
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function silenceLimitMs(options: string): number {
  const { reconnectAfterInactivityMs } = JSON.parse(options) as { reconnectAfterInactivityMs?: number }
  return reconnectAfterInactivityMs ?? SILENCE_MS
}
