import { useEffect, useState } from 'react'

/** Whole seconds from one moment (epoch) to another, or to the present while that is null: then it counts on. */
export function useSecondsSince(startMs: number, endMs: number | null): number {
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    if (endMs !== null) return
    const timer = setInterval(() => setNowMs(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [endMs])
  return Math.max(0, Math.round(((endMs ?? nowMs) - startMs) / 1000))
}
