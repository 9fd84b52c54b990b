import { CocoError } from './coco-error.ts'

/**
 * Bounds one wait after another: `signal` aborts with the caller's, and also when a wait lasts longer than the limit. A
 * connection that a sleeping laptop or a lost route left open says nothing and never ends. A slow consumer is no silence,
 * so time between waits does not count.
 */
export function createWatchdog(limitMs: number, signal: AbortSignal) {
  const silence = new AbortController()
  let currentLimitMs = limitMs

  function bark() {
    silence.abort(new CocoError('network', `Nothing was heard from Coco for ${currentLimitMs / 1_000} s.`))
  }

  async function during<T>(wait: Promise<T>): Promise<T> {
    const timer = setTimeout(bark, currentLimitMs)
    try {
      return await wait
    } finally {
      clearTimeout(timer)
    }
  }

  function setLimit(newLimitMs: number) {
    currentLimitMs = newLimitMs
  }

  return { signal: AbortSignal.any([signal, silence.signal]), during, setLimit }
}
