import type { FetchLike, FetchLikeResponse, ReaderLike } from 'eventsource'
import { reconnectDelayMs } from './reconnect.ts'

interface Needs {
  fetch: (url: string | URL, init: RequestInit) => Promise<Response>
  wait: (delayMs: number, signal: AbortSignal) => Promise<void>
}

/** EventSource waits a fixed 3 s before it reconnects; only the stream itself can tell it to wait less. */
const RECONNECT_AT_ONCE = new TextEncoder().encode('retry: 50\n\n')

/**
 * A fetch for `eventsource` that comes back quickly: the library's own pause is set to 50 ms, and the growing pause
 * after refused connections is made here, where it can end the moment the browser is online again.
 */
export function createEventStreamFetch({ fetch, wait }: Needs): FetchLike {
  let failures = 0
  return async (url, init) => {
    const signal = init.signal as AbortSignal
    if (failures > 0) await wait(reconnectDelayMs(failures, Math.random()), signal)
    try {
      const response = await fetch(url, init)
      failures = 0
      return response.ok ? withQuickReconnect(response) : response
    } catch (error) {
      if (!signal.aborted) failures += 1
      throw error
    }
  }
}

function withQuickReconnect(response: Response): FetchLikeResponse {
  const { status, url, redirected, headers, body } = response
  return { status, url, redirected, headers, body: body && { getReader: () => prefixed(body.getReader()) } }
}

function prefixed(reader: ReaderLike): ReaderLike {
  let isFirst = true
  return {
    async read() {
      if (!isFirst) return reader.read()
      isFirst = false
      return { done: false, value: RECONNECT_AT_ONCE }
    },
    cancel: () => reader.cancel(),
  }
}
