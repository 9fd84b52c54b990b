import { z } from 'zod'

/**
 * Every way in which Coco says no. The list is closed: one table on the server maps each code to an HTTP status and a
 * tRPC code, one table in the browser maps it to a sentence, and both fail to compile when a code is missing.
 */
export const ErrorCode = z.enum([
  // The request itself
  'invalid_input',
  'payload_too_large',
  'unsupported_media_type',
  'not_found',
  'method_not_allowed',
  'host_not_allowed',
  'origin_not_allowed',
  // Who is asking
  'not_signed_in',
  'invalid_api_key',
  'ambiguous_credentials',
  'forbidden',
  'tenant_changed',
  'wrong_credentials',
  'too_many_attempts',
  'link_invalid',
  'already_exists',
  'idempotency_conflict',
  // Our own limits and state
  'rate_limited',
  'too_many_streams',
  'shutting_down',
  'tenant_unavailable',
  'search_failed',
  'store_unavailable',
  'internal',
  // What Snowflake said
  'model_not_allowed',
  'search_not_allowed',
  'account_not_entitled',
  'upstream_rejected',
  'upstream_auth_failed',
  'upstream_rate_limited',
  'upstream_overloaded',
  // What happened on the way to Snowflake and back
  'upstream_unreachable',
  'upstream_timeout',
  'upstream_silent',
  'upstream_broken_off',
  'upstream_malformed',
  'upstream_too_large',
])
export type ErrorCode = z.infer<typeof ErrorCode>
