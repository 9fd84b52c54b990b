import type { GenerationEvent } from '@coco/shared/generation-events'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Clock } from '../platform/clock.ts'
import { HEARTBEAT_FRAME, toFrame } from './chat-stream-frames.ts'
import { retryAfterSeconds } from './rate-limit-headers.ts'

/**
 * Writes an answer to its one reader. The head waits for the first event (or the first heartbeat), so that it can still
 * carry upstream's `Retry-After`. A slow reader is waited for, and upstream with it. Returns when everything is written,
 * or the reader is gone.
 *
 * @param heartbeatMs within which a silent stream shows that it is alive
 * @param signal the answer was ended: stop waiting for the reader, what is left to say is short
 */
export async function writeAnswer(
  response: ServerResponse,
  events: AsyncIterable<GenerationEvent>,
  {
    headers,
    heartbeatMs,
    after,
    signal,
  }: { headers: OutgoingHttpHeaders; heartbeatMs: number; after: Clock['after']; signal: AbortSignal },
): Promise<void> {
  const checkMs = heartbeatMs / 2
  let isSilent = false
  let cancelHeartbeat = after(checkMs, heartbeat)

  function heartbeat(): void {
    if (isSilent && !response.writableNeedDrain) {
      writeHead(null)
      response.write(HEARTBEAT_FRAME, 'latin1')
    }
    isSilent = true
    cancelHeartbeat = after(checkMs, heartbeat)
  }

  function writeHead(first: GenerationEvent | null): void {
    if (response.headersSent) return
    const retryAfterMs = first?.type === 'error' ? first.retry_after_ms : undefined
    const more = retryAfterMs === undefined ? {} : { 'retry-after': retryAfterSeconds(retryAfterMs) }
    response.writeHead(200, { ...headers, ...STREAM_HEADERS, ...more })
  }

  try {
    for await (const event of events) {
      const frame = toFrame(event)
      if (frame === null) continue
      if (response.destroyed) return
      writeHead(event)
      isSilent = false
      // Frames are ASCII, so latin1 gives the same bytes as UTF-8 without looking at each character.
      if (!response.write(frame, 'latin1')) await drained(response, signal)
    }
  } finally {
    cancelHeartbeat()
    if (!response.destroyed) {
      writeHead(null)
      response.end()
    }
  }
}

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-store, no-transform',
  'x-accel-buffering': 'no',
}

/** Until the reader has taken enough, is gone, or the answer was ended. */
function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      response.off('drain', settle).off('close', settle)
      signal.removeEventListener('abort', settle)
      resolve()
    }
    response.on('drain', settle).on('close', settle)
    signal.addEventListener('abort', settle)
    if (signal.aborted || response.destroyed) settle()
  })
}
