/** Ends a call from one place: its caller's signal, a deadline and a reader that left all come through `end`. */
export interface CallLife {
  /** Why the call was ended; null while it lives. */
  ended(): Error | null
  /** The first reason stays; later ones are ignored. */
  end(reason: Error): void
  /** Who hears of the end at once. A call waits for one thing at a time, so a new listener takes the old one's place. */
  onEnd(listener: ((reason: Error) => void) | null): void
  /** The same promise, except that it rejects as soon as the call ends. */
  waitFor<T>(work: Promise<T>): Promise<T>
  /** Lets go of the caller's signal. To be called however the call went. */
  close(): void
}

export function createCallLife(signal: AbortSignal | undefined): CallLife {
  let reason: Error | null = null
  let listener: ((reason: Error) => void) | null = null

  function end(because: Error): void {
    if (reason !== null) return
    reason = because
    listener?.(because)
  }

  function onEnd(next: ((reason: Error) => void) | null): void {
    listener = next
    if (reason !== null) next?.(reason)
  }

  function waitFor<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      work.then(resolve, reject)
      onEnd(reject)
    })
  }

  const onAbort = () => end(abortReason(signal))
  if (signal?.aborted) onAbort()
  else signal?.addEventListener('abort', onAbort, { once: true })

  return { ended: () => reason, end, onEnd, waitFor, close: () => signal?.removeEventListener('abort', onAbort) }
}

function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason
  return reason instanceof Error ? reason : new DOMException('The call was aborted', 'AbortError')
}
