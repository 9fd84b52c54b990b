import type { ServerResponse } from 'node:http'
import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Random } from '../writer/seeded-random.ts'
import { cutIntoWrites } from './cut-into-writes.ts'
import { eventText, type WireItem } from './wire-item.ts'

/** Headers of a streamed answer (recorded by Snowflake's own Python client). */
export const STREAM_HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache',
  'x-accel-buffering': 'no',
}

/**
 * Sends items until they end, the caller leaves (`signal`) or one of them hangs up. The headers go first and at once.
 * Never rejects because the caller left.
 */
export async function sendStream(
  response: ServerResponse,
  items: AsyncIterable<WireItem>,
  options: { headers: Record<string, string>; random: Random; signal: AbortSignal },
): Promise<void> {
  const { headers, random, signal } = options
  response.writeHead(200, { ...STREAM_HEADERS, ...headers })
  response.flushHeaders()
  try {
    for await (const item of items) {
      if (item.type === 'hang-up') {
        // What was written before goes out first: the caller has seen the headers, or half of the answer.
        await nextTurn()
        response.destroy()
        return
      }
      for (const bytes of writesOf(item, random)) await write(response, bytes, signal)
    }
    response.end()
  } catch (error) {
    // Half an answer must never look whole: the caller sees a broken connection.
    response.destroy()
    if (!signal.aborted) throw error
  }
}

function writesOf(item: WireItem & { type: 'chunk' | 'done' | 'raw' }, random: Random): Buffer[] {
  return item.type === 'raw' ? [item.bytes] : cutIntoWrites(Buffer.from(eventText(item)), random)
}

/** Waits for the socket to take the bytes, so that a slow reader slows the writer, and two writes stay two. */
async function write(response: ServerResponse, bytes: Buffer, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  if (response.write(bytes)) await nextTurn(undefined, { signal })
  else await once(response, 'drain', { signal })
}
