import { useSyncExternalStore } from 'react'

/** Calls outlive the chat they were made in, not the page: what a page before this one asked is under way no longer. */
const underWay = new Set<string>()
const listeners = new Set<() => void>()
let endCount = 0

export function callBegins(key: string) {
  underWay.add(key)
}

export function callEnds(key: string) {
  if (!underWay.delete(key)) return
  endCount++
  for (const listener of listeners) listener()
}

export function isUnderWay(key: string): boolean {
  return underWay.has(key)
}

/** Another number: a call has ended. */
export function useEndedCalls(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => endCount,
  )
}
