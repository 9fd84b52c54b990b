import type { AppError, LimitState } from '../platform/app-error.ts'

/** What a refusal says about trying again, in headers. */
export function retryHeaders({ retryAfterMs, limit }: AppError): Record<string, string> {
  const wait = retryAfterMs === undefined ? {} : { 'retry-after': retryAfterSeconds(retryAfterMs) }
  return limit === undefined ? wait : { ...wait, ...rateLimitHeaders(limit) }
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
