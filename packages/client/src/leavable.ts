/**
 * An iterator whose `return` takes effect at once. An async generator's own `return` waits for the `next` under way, so
 * whoever leaves while nothing arrives (`Promise.race`, a cancelled `ReadableStream`) would leave the work running.
 *
 * @param make the generator; it must end soon after its signal aborts
 */
export function leavable<T>(
  make: (signal: AbortSignal) => AsyncGenerator<T, void, undefined>,
  outer: AbortSignal | undefined,
): AsyncIterableIterator<T> {
  const left = new AbortController()
  const source = make(outer ? AbortSignal.any([outer, left.signal]) : left.signal)
  const end: IteratorResult<T> = { done: true, value: undefined }

  return {
    async next() {
      try {
        return await source.next()
      } catch (error) {
        if (left.signal.aborted) return end
        throw error
      }
    },
    async return() {
      left.abort()
      await source.return().catch(() => {})
      return end
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
