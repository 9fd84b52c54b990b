import { useSyncExternalStore } from 'react'

/** How the session stands that the page began with. */
export interface SessionEnd {
  /** It is over, and somebody is asked to sign in again over the page. */
  isEnded: boolean
  /** How often the same person has signed in again: what was refused meanwhile can be asked anew. */
  resumeCount: number
}

let current: SessionEnd = { isEnded: false, resumeCount: 0 }
const listeners = new Set<() => void>()

export function endSession() {
  if (!current.isEnded) change({ ...current, isEnded: true })
}

export function resumeSession() {
  change({ isEnded: false, resumeCount: current.resumeCount + 1 })
}

/** Nobody goes on with it. */
export function abandonSession() {
  change({ ...current, isEnded: false })
}

export function readSessionEnd(): SessionEnd {
  return current
}

export function useSessionEnd(): SessionEnd {
  return useSyncExternalStore(onChange, readSessionEnd)
}

function change(to: SessionEnd) {
  current = to
  for (const listener of listeners) listener()
}

function onChange(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
