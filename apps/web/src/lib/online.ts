import { useSyncExternalStore } from 'react'

/** Whether the browser has a network at all. It can have one and still not reach the server. */
export function useIsOnline(): boolean {
  return useSyncExternalStore(onChange, () => navigator.onLine)
}

function onChange(listener: () => void) {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}
