/** How patiently a cut answer is taken up again. All times in milliseconds. */
export interface ResumePolicy {
  /** Failures in a row, without one event in between, before giving up. */
  attempts: number
  firstDelayMs: number
  longestDelayMs: number
  /** Counted from when the connection was lost. The server keeps a running answer that nobody reads for 30 s. */
  giveUpAfterMs: number
}

export const RESUME_POLICY: ResumePolicy = {
  attempts: 12,
  firstDelayMs: 200,
  longestDelayMs: 8_000,
  giveUpAfterMs: 60_000,
}

/**
 * How long to wait before trying again, or undefined to give up. Doubles per failure, less up to a half by chance, so
 * that many clients cut at once do not come back at once; never sooner than the server asked for.
 *
 * @param failures consecutive failures, this one included
 * @param outageMs time since the connection was lost
 * @param chance 0 to 1
 */
export function backOffMs(
  policy: ResumePolicy,
  failures: number,
  outageMs: number,
  chance: number,
  retryAfterMs = 0,
): number | undefined {
  const longest = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** (failures - 1))
  const delayMs = Math.max(longest * (1 - chance / 2), retryAfterMs)
  if (failures > policy.attempts || outageMs + delayMs > policy.giveUpAfterMs) return undefined
  return delayMs
}
