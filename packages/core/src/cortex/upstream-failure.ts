import { CortexError, type CortexErrorCode } from './cortex-error.ts'
import { isRecord, textField } from './json-shape.ts'

export interface RefusedAnswer {
  status: number
  /** At most 64 KiB of the body. */
  body: string
  snowflakeRequestId: string | null
  retryAfterMs: number | null
}

/**
 * Upstream's refusal as an error. Snowflake's bodies are flat, `{code, message, request_id}`, not OpenAI's
 * `{error: {…}}` (snowflake docs: cortex-rest-api, common.yaml). The message carries none of the body's words.
 *
 * @param note for the operator, what else is known about the cause
 */
export function upstreamFailure(
  { status, body, snowflakeRequestId, retryAfterMs }: RefusedAnswer,
  note = '',
): CortexError {
  const envelope = parseEnvelope(body)
  const code = refusalCode(status, envelope.code, envelope.message)
  return new CortexError(`upstream refused: ${describe(status, envelope.code)}${note && `; ${note}`}`, {
    code,
    // A redirect or another success is no refusal that a client could understand: to it, the way to the model is broken.
    statusCode: status >= 400 && status <= 599 ? status : 502,
    upstreamBody: body,
    retryAfterMs,
    snowflakeRequestId: snowflakeRequestId ?? envelope.requestId,
  })
}

/**
 * What a failure means for the person who asked.
 *
 * @param snowflakeCode Snowflake's own code such as `003001`, or '' where there was none
 */
export function refusalCode(status: number, snowflakeCode: string, message: string): CortexErrorCode {
  if (status === 401 || isSignInCode(snowflakeCode)) return 'upstream_auth_failed'
  if (status === 429 || snowflakeCode === '390505') return 'upstream_rate_limited'
  if (NOT_ENTITLED.test(message)) return 'account_not_entitled'
  // One code for "not granted" and "no such model": Snowflake does not tell which (measured, not documented).
  if (status === 403 && NOT_AUTHORIZED.test(message)) return 'account_not_entitled'
  if (snowflakeCode === '003001') return 'model_not_allowed'
  if ((status === 400 || status === 403) && /\bunknown model\b/i.test(message)) return 'model_not_allowed'
  if (status === 408 || status === 504) return 'upstream_timeout'
  if (status >= 500 && status <= 599) return 'upstream_overloaded'
  if (status >= 400 && status <= 499) return 'upstream_rejected'
  return 'upstream_malformed'
}

/**
 * Whether Snowflake wants a new token: its sign-in codes all begin with 390 (a session that expired is even reported
 * with status 200, snowflake docs: cortex-rest-api, known issues), but two codes of that range mean something else.
 */
export function isSignInCode(snowflakeCode: string): boolean {
  return /^390\d{3}$/.test(snowflakeCode) && snowflakeCode !== '390142' && snowflakeCode !== '390505'
}

/** Whether it is the tenant's role that may not call Cortex at all, which a GRANT can change; not the whole account. */
export function lacksCortexRole({ code, upstreamBody }: CortexError): boolean {
  return code === 'account_not_entitled' && NOT_AUTHORIZED.test(parseEnvelope(upstreamBody ?? '').message)
}

/** The words for a role without CORTEX_USER or CORTEX_REST_API_USER (snowflake docs: cortex-rest-api, common.yaml). */
const NOT_AUTHORIZED = /^not authorized\b/i

/** The sentence of trial accounts, measured; it shares its code with models that are not granted. */
const NOT_ENTITLED = /account is not allowed to access this endpoint|not available for trial accounts/i

function parseEnvelope(body: string): { code: string; message: string; requestId: string | null } {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return { code: '', message: '', requestId: null }
  }
  if (!isRecord(value)) return { code: '', message: '', requestId: null }
  const inner = isRecord(value.error) ? value.error : value
  return {
    code: textField(inner, 'code') || textField(value, 'error_code'),
    message: textField(inner, 'message') || textField(value, 'message'),
    requestId: textField(value, 'request_id') || null,
  }
}

function describe(status: number, snowflakeCode: string): string {
  return /^[A-Za-z0-9_]{1,40}$/.test(snowflakeCode) ? `${status}, code ${snowflakeCode}` : `${status}`
}
