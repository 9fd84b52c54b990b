/** How a limit stands after a call. */
export interface LimitState {
  limit: number
  windowMs: number
  remaining: number
  resetMs: number
}

/** `RateLimit` and `RateLimit-Policy` as in the IETF draft "RateLimit header fields for HTTP". */
export function rateLimitHeaders({ limit, windowMs, remaining, resetMs }: LimitState): Record<string, string> {
  return {
    'ratelimit-policy': `"tenant";q=${limit};w=${Math.round(windowMs / 1000)}`,
    ratelimit: `"tenant";r=${remaining};t=${Math.ceil(resetMs / 1000)}`,
  }
}

/** Whole seconds, at least one: 0 would ask for an immediate retry. */
export function retryAfterSeconds(retryAfterMs: number): string {
  return String(Math.max(1, Math.ceil(retryAfterMs / 1000)))
}
