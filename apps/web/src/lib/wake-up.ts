/** Waits, but no longer than until the browser is online again or `signal` aborts. Never rejects. */
export function wakeUp(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer)
      removeEventListener('online', wake)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, delayMs)
    addEventListener('online', wake)
    signal.addEventListener('abort', wake)
  })
}
