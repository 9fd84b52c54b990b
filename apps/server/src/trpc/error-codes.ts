import type { ErrorCode } from '@coco/shared/error-codes'
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc'

interface Outward {
  status: number
  trpc: TRPC_ERROR_CODE_KEY
}

/** The one table from our codes to what HTTP and tRPC call them. tRPC derives the same HTTP status from its code. */
const OUTWARD: Record<ErrorCode, Outward> = {
  invalid_input: { status: 400, trpc: 'BAD_REQUEST' },
  payload_too_large: { status: 413, trpc: 'PAYLOAD_TOO_LARGE' },
  unsupported_media_type: { status: 415, trpc: 'UNSUPPORTED_MEDIA_TYPE' },
  not_found: { status: 404, trpc: 'NOT_FOUND' },
  method_not_allowed: { status: 405, trpc: 'METHOD_NOT_SUPPORTED' },
  host_not_allowed: { status: 403, trpc: 'FORBIDDEN' },
  origin_not_allowed: { status: 403, trpc: 'FORBIDDEN' },
  not_signed_in: { status: 401, trpc: 'UNAUTHORIZED' },
  invalid_api_key: { status: 401, trpc: 'UNAUTHORIZED' },
  ambiguous_credentials: { status: 400, trpc: 'BAD_REQUEST' },
  forbidden: { status: 403, trpc: 'FORBIDDEN' },
  tenant_changed: { status: 409, trpc: 'CONFLICT' },
  wrong_credentials: { status: 401, trpc: 'UNAUTHORIZED' },
  too_many_attempts: { status: 429, trpc: 'TOO_MANY_REQUESTS' },
  link_invalid: { status: 404, trpc: 'NOT_FOUND' },
  already_exists: { status: 409, trpc: 'CONFLICT' },
  idempotency_conflict: { status: 422, trpc: 'UNPROCESSABLE_CONTENT' },
  rate_limited: { status: 429, trpc: 'TOO_MANY_REQUESTS' },
  too_many_streams: { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
  shutting_down: { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
  tenant_unavailable: { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
  search_failed: { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
  store_unavailable: { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
  internal: { status: 500, trpc: 'INTERNAL_SERVER_ERROR' },
  model_not_allowed: { status: 403, trpc: 'FORBIDDEN' },
  search_not_allowed: { status: 403, trpc: 'FORBIDDEN' },
  account_not_entitled: { status: 403, trpc: 'FORBIDDEN' },
  upstream_rejected: { status: 400, trpc: 'BAD_REQUEST' },
  upstream_auth_failed: { status: 502, trpc: 'BAD_GATEWAY' },
  upstream_rate_limited: { status: 429, trpc: 'TOO_MANY_REQUESTS' },
  upstream_overloaded: { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
  upstream_unreachable: { status: 502, trpc: 'BAD_GATEWAY' },
  upstream_timeout: { status: 504, trpc: 'GATEWAY_TIMEOUT' },
  upstream_silent: { status: 504, trpc: 'GATEWAY_TIMEOUT' },
  upstream_broken_off: { status: 502, trpc: 'BAD_GATEWAY' },
  upstream_malformed: { status: 502, trpc: 'BAD_GATEWAY' },
  upstream_too_large: { status: 502, trpc: 'BAD_GATEWAY' },
}

export const httpStatusOf = (code: ErrorCode) => OUTWARD[code].status
export const trpcCodeOf = (code: ErrorCode) => OUTWARD[code].trpc

/** What tRPC itself refuses (no such procedure, wrong method, input that does not parse), in our words. */
export function errorCodeOf(code: TRPC_ERROR_CODE_KEY): ErrorCode {
  return OUR_CODE[code] ?? 'internal'
}

const OUR_CODE: Partial<Record<TRPC_ERROR_CODE_KEY, ErrorCode>> = {
  PARSE_ERROR: 'invalid_input',
  BAD_REQUEST: 'invalid_input',
  UNPROCESSABLE_CONTENT: 'invalid_input',
  UNAUTHORIZED: 'not_signed_in',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not_found',
  METHOD_NOT_SUPPORTED: 'method_not_allowed',
  PAYLOAD_TOO_LARGE: 'payload_too_large',
  UNSUPPORTED_MEDIA_TYPE: 'unsupported_media_type',
  TOO_MANY_REQUESTS: 'rate_limited',
}
