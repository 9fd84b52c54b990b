import type { IncomingHttpHeaders } from 'node:http'
import type { Caller } from './cortex-access.ts'

/** How a call ended. `atMs` is `performance.now()` of the emulator: monotonic, to measure with. */
export type CallEnd =
  /** The whole answer was written, refusals and faults with a clean end included. */
  | { how: 'finished'; atMs: number; statusCode: number }
  /** The caller left, or a fault hung up, before that. */
  | { how: 'aborted'; atMs: number }

export interface RecordedCall {
  method: string
  path: string
  /** Without `authorization`. */
  headers: IncomingHttpHeaders
  /** The parsed JSON body; `null` before it was read, and when it was none. */
  body: unknown
  /** `null` for a call that was not signed in. */
  caller: Caller | null
  startedAtMs: number
  /** `null` while the call runs. */
  end: CallEnd | null
  ended: Promise<CallEnd>
}

/** The emulator remembers this many calls, and their bodies up to this many bytes together. */
const MOST_CALLS = 500
const MOST_BODY_BYTES = 32 * 1024 * 1024

export type RecordedCalls = ReturnType<typeof createRecordedCalls>

/** The calls that reached Cortex, oldest first. For tests in the same process. */
export function createRecordedCalls() {
  let kept: { call: RecordedCall; bodyBytes: number }[] = []
  let waiting: { count: number; resolve: (call: RecordedCall) => void }[] = []

  function begin(seen: Pick<RecordedCall, 'method' | 'path' | 'headers'>) {
    const { authorization: _, ...headers } = seen.headers
    const { promise: ended, resolve } = Promise.withResolvers<CallEnd>()
    const call: RecordedCall = {
      ...seen,
      headers,
      body: null,
      caller: null,
      startedAtMs: performance.now(),
      end: null,
      ended,
    }
    const entry = { call, bodyBytes: 0 }
    kept = [...kept, entry].slice(-MOST_CALLS)
    waiting = waiting.filter(({ count, resolve: arrived }) => {
      if (kept.length < count) return true
      arrived(call)
      return false
    })
    return {
      call,
      signedIn(caller: Caller) {
        call.caller = caller
      },
      bodyRead(body: unknown, bytes: number) {
        call.body = body
        entry.bodyBytes = bytes
        forgetBodies()
      },
      finish(end: CallEnd) {
        call.end ??= end
        resolve(call.end)
      },
    }
  }

  function forgetBodies(): void {
    let bytes = kept.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0)
    for (const entry of kept.slice(0, -1)) {
      if (bytes <= MOST_BODY_BYTES) return
      bytes -= entry.bodyBytes
      entry.bodyBytes = 0
      entry.call.body = null
    }
  }

  /** The calls kept since the start or the last `clear`. */
  const list = (): RecordedCall[] => kept.map(({ call }) => call)

  /** The call with this number, from 1, as soon as it is there. */
  function nth(count: number): Promise<RecordedCall> {
    const there = kept[count - 1]
    if (there !== undefined) return Promise.resolve(there.call)
    return new Promise((resolve) => waiting.push({ count, resolve }))
  }

  function clear(): void {
    kept = []
  }

  return { begin, list, nth, clear }
}
