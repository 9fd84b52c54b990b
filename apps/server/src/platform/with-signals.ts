/**
 * A signal that aborts with the first of several, and a way to let go of them. `AbortSignal.any` has no such way: on a
 * signal that lives as long as a session it would collect one dependent per reader.
 */
export function withSignals(...signals: (AbortSignal | undefined)[]): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController()
  const sources = signals.filter((signal) => signal !== undefined)
  const listeners = sources.map((source) => {
    const abort = () => controller.abort(source.reason)
    if (source.aborted) abort()
    else source.addEventListener('abort', abort, { once: true })
    return () => source.removeEventListener('abort', abort)
  })
  return {
    signal: controller.signal,
    release() {
      for (const remove of listeners) remove()
    },
  }
}
