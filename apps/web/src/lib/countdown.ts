import { useEffect, useState } from 'react'

/** Whole seconds until then, rounded up: 0 only when the moment has really come. */
export function secondsUntil(momentMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((momentMs - nowMs) / 1000))
}

/** `0:23`, `1:05`: minutes and seconds. */
export function formatCountdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Seconds left until `momentMs` (epoch), renewed every second while there are any; 0 without a moment. */
export function useSecondsUntil(momentMs: number | null): number {
  const [nowMs, setNowMs] = useState(Date.now)
  const secondsLeft = momentMs === null ? 0 : secondsUntil(momentMs, nowMs)
  useEffect(() => {
    if (momentMs === null) return
    const tick = () => setNowMs(Date.now())
    tick()
    const timer = setInterval(() => {
      tick()
      if (Date.now() >= momentMs) clearInterval(timer)
    }, 250)
    return () => clearInterval(timer)
  }, [momentMs])
  return secondsLeft
}
