import type { CallLife } from './call-life.ts'
import type { Clock } from './clock.ts'
import { CortexError } from './cortex-error.ts'
import type { UpstreamExchange } from './upstream-exchange.ts'

/**
 * The first `maxBytes` of a body as text, and whether that was all. A body that is longer, later than `maxWaitMs` or
 * broken off is given as far as it came.
 *
 * @throws why the call ended, when it did
 */
export async function readBody(
  exchange: UpstreamExchange,
  options: { maxBytes: number; maxWaitMs: number; clock: Clock; life: CallLife },
): Promise<{ text: string; isWhole: boolean }> {
  const chunks: Buffer[] = []
  let bytes = 0
  let isWhole = false
  const enough = new CortexError('body cut', { code: 'upstream_too_large', statusCode: 502 })
  const cancelTimer = options.clock.after(options.maxWaitMs, () => exchange.abort(enough))
  try {
    for (;;) {
      const read = await exchange.read()
      if (read === null) {
        isWhole = true
        break
      }
      for (const chunk of read) {
        chunks.push(chunk)
        bytes += chunk.length
      }
      if (bytes > options.maxBytes) {
        exchange.abort(enough)
        break
      }
    }
  } catch (error) {
    if (options.life.ended() !== null) throw error
  } finally {
    cancelTimer()
  }
  return { text: Buffer.concat(chunks).subarray(0, options.maxBytes).toString(), isWhole }
}
