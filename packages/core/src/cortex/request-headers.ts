import type { AccessToken } from './credentials.ts'

/**
 * The headers of a chat call, no more and no fewer (snowflake docs: cortex-rest-api). No role header: a call runs with
 * the user's default role. No accept-encoding: a compressed answer could unpack to any size.
 */
export function chatHeaders(token: AccessToken, userAgent: string): Record<string, string> {
  return {
    authorization: `Bearer ${token.value}`,
    'x-snowflake-authorization-token-type': token.type,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'user-agent': userAgent,
  }
}

/** The same for calls without a body. */
export function readHeaders(token: AccessToken, userAgent: string): Record<string, string> {
  return {
    authorization: `Bearer ${token.value}`,
    'x-snowflake-authorization-token-type': token.type,
    accept: 'application/json',
    'user-agent': userAgent,
  }
}
