import { ErrorCode } from '@coco/shared/error-codes'
import { httpStatusOf } from '../../trpc/error-codes.ts'

export interface ProblemType {
  /** As `type` of a problem names it (RFC 9457). */
  type: string
  code: ErrorCode
  status: number
  meaning: string
}

/** For whoever writes a program: what it means, and what helps. */
const MEANINGS: Readonly<Record<ErrorCode, string>> = {
  invalid_input: 'The request is not as described here. With 422, `errors` names each field.',
  payload_too_large: 'More than is taken at once.',
  unsupported_media_type: 'A body of a kind that is not read here.',
  not_found: 'There is nothing, or nothing that this caller may see: the answer is the same.',
  method_not_allowed: 'The path is right, the method is not; `Allow` says which are.',
  host_not_allowed: 'The server does not answer under that host name.',
  origin_not_allowed: 'A page of another origin may not call.',
  not_signed_in: 'No credential, or a token that is not accepted.',
  invalid_api_key: 'The API key is wrong, revoked or expired.',
  ambiguous_credentials: 'Two credentials in one request. Send one.',
  forbidden: 'The roles of the key or the person do not allow this.',
  tenant_changed: 'The page belongs to another tenant than the session. Only for the web app.',
  wrong_credentials: 'Wrong e-mail address or password. Only for the web app.',
  too_many_attempts: 'Too many wrong attempts from there; wait as `Retry-After` says.',
  link_invalid: 'A link was used or has expired. Only for the web app.',
  already_exists: 'It is there already.',
  idempotency_conflict: 'The same idempotency key with other content. Only for the web app.',
  rate_limited: "The tenant's requests per minute are used up; wait as `Retry-After` says.",
  too_many_streams: 'As many answers as are allowed at once are being written. Try again soon.',
  shutting_down: 'This process is ending. Try again.',
  tenant_unavailable: "The tenant's key cannot be used; an operator has to look.",
  search_failed: 'Documents could not be searched or indexed. Try again.',
  store_unavailable: 'The database does not answer, or is full. Try again later.',
  internal: 'A fault of Coco. Tell the operator the `request_id`.',
  model_not_allowed: 'Snowflake, or the key, does not allow this model. `fix` may name the GRANT.',
  search_not_allowed: "Snowflake does not allow the tenant's search service.",
  account_not_entitled: 'The Snowflake account may not call Cortex at all, as with a trial.',
  upstream_rejected: 'Snowflake did not take the request as it is.',
  upstream_auth_failed: "Snowflake did not accept the tenant's key; an operator has to look.",
  upstream_rate_limited: 'Snowflake says that there were too many requests. Try again later.',
  upstream_overloaded: 'Snowflake is overloaded. Try again later.',
  upstream_unreachable: 'Snowflake could not be reached.',
  upstream_timeout: 'Snowflake did not begin in time.',
  upstream_silent: 'Snowflake stopped speaking in mid-answer.',
  upstream_broken_off: 'The connection broke in mid-answer: what came is incomplete.',
  upstream_malformed: 'Snowflake answered something that is no answer.',
  upstream_too_large: 'The answer is longer than is taken.',
}

/** Every way in which Coco says no, by status. */
export const PROBLEM_TYPES: readonly ProblemType[] = ErrorCode.options
  .map((code) => ({ type: `urn:coco:error:${code}`, code, status: httpStatusOf(code), meaning: MEANINGS[code] }))
  .sort((one, other) => one.status - other.status)
