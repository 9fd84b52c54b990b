import { backOffMs, type ResumePolicy } from './back-off.ts'
import type { CocoError } from './coco-error.ts'
import type { SubscriptionFrame } from './read-subscription.ts'
import { toCocoError } from './to-coco-error.ts'

/** Statuses after which the same request may succeed: too early, too many, and everything a proxy says of a restart. */
const TRANSIENT_STATUSES = new Set([408, 425, 429, 500, 502, 503, 504])

/**
 * A subscription that survives its connections. `open` is given the id of the last event that was passed on, and the
 * server continues after it, so that nothing is lost or repeated. Throws what the last connection threw when that will
 * not pass (the answer is gone, the key was revoked) or when the policy is exhausted; throws the signal's reason at once.
 */
export async function* resumeSubscription(
  open: (lastEventId: string | undefined) => AsyncIterable<SubscriptionFrame>,
  policy: ResumePolicy,
  signal: AbortSignal,
): AsyncGenerator<SubscriptionFrame, void, undefined> {
  let lastEventId: string | undefined
  let failures = 0
  let outageSince: number | undefined
  for (;;) {
    try {
      for await (const frame of open(lastEventId)) {
        outageSince = undefined
        if (frame.type === 'data') {
          lastEventId = frame.id ?? lastEventId
          failures = 0
        }
        yield frame
      }
      return
    } catch (error) {
      signal.throwIfAborted()
      const failure = toCocoError(error)
      const now = performance.now()
      failures += 1
      outageSince ??= now
      const delayMs = backOffMs(policy, failures, now - outageSince, Math.random(), failure.retryAfterMs)
      if (!isTransient(failure) || delayMs === undefined) throw error
      await pause(delayMs, signal)
    }
  }
}

function isTransient(failure: CocoError) {
  return failure.statusCode === undefined ? failure.code === 'network' : TRANSIENT_STATUSES.has(failure.statusCode)
}

function pause(durationMs: number, signal: AbortSignal) {
  return new Promise<void>((resolve, reject) => {
    const wake = () => {
      signal.removeEventListener('abort', stop)
      resolve()
    }
    const timer = setTimeout(wake, durationMs)
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}
