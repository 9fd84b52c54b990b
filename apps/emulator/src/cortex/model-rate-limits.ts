/** Requests per minute for models, by bare name. Snowflake counts per account and model, whoever calls. */
export type RateLimits = Record<string, { rpm: number }>

const WINDOW_MS = 60_000

/**
 * A sliding window per model: a call counts against the limit for 60 s. Refused calls are not counted.
 *
 * @param monotonicNow milliseconds that only ever grow
 */
export function createModelRateLimits(limits: RateLimits, monotonicNow: () => number) {
  const takenAt = new Map<string, number[]>()

  /** False when the model has had its requests for this minute. */
  function take(model: string): boolean {
    const limit = limits[model]
    if (limit === undefined) return true
    const current = monotonicNow()
    const recent = (takenAt.get(model) ?? []).filter((atMs) => atMs > current - WINDOW_MS)
    const allowed = recent.length < limit.rpm
    takenAt.set(model, allowed ? [...recent, current] : recent)
    return allowed
  }

  return { take }
}
