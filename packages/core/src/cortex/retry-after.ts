/**
 * The wait that a `Retry-After` header asks for, in milliseconds; null when it is absent or makes no sense. Takes both
 * forms of RFC 9110: seconds and a date.
 */
export function parseRetryAfter(header: string | null, wallMs: number): number | null {
  if (header === null) return null
  const text = header.trim()
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1000), MAX_WAIT_MS)
  const at = Date.parse(text)
  if (Number.isNaN(at) || !/[a-z]/i.test(text)) return null
  return Math.min(Math.max(0, at - wallMs), MAX_WAIT_MS)
}

/** Nobody shows a countdown of more than a day, and larger numbers overflow timers. */
const MAX_WAIT_MS = 86_400_000
