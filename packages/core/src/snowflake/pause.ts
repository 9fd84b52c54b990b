import { setTimeout as sleepFor } from 'node:timers/promises'

/** Waits, or throws the signal's reason as soon as nobody wants the result any more. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleepFor(ms, undefined, signal ? { signal } : {})
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}
