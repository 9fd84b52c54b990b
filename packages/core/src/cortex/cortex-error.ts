import type { ErrorCode } from '@coco/shared/error-codes'

/** The codes that a call to Cortex can end with. */
export type CortexErrorCode = Extract<
  ErrorCode,
  `upstream_${string}` | 'model_not_allowed' | 'search_not_allowed' | 'account_not_entitled' | 'tenant_unavailable'
>

export interface CortexErrorDetails {
  code: CortexErrorCode
  /** 400 to 599: upstream's own status where it sent one, else 502 (broken) or 504 (silent). */
  statusCode: number
  /** Upstream's body as text, bounded to 64 KiB, for `/v1/chat/stream` and the operator's log. Never for the browser. */
  upstreamBody?: string | null
  retryAfterMs?: number | null
  snowflakeRequestId?: string | null
  /** True when text had already been given: the answer is cut, not refused. */
  partial?: boolean
}

/** A call to Cortex that did not end well. `message` is for the operator's log: no secret, no prompt, no host name. */
export class CortexError extends Error {
  readonly code: CortexErrorCode
  readonly statusCode: number
  readonly upstreamBody: string | null
  readonly retryAfterMs: number | null
  readonly snowflakeRequestId: string | null
  readonly partial: boolean

  constructor(message: string, details: CortexErrorDetails, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CortexError'
    this.code = details.code
    this.statusCode = details.statusCode
    this.upstreamBody = details.upstreamBody ?? null
    this.retryAfterMs = details.retryAfterMs ?? null
    this.snowflakeRequestId = details.snowflakeRequestId ?? null
    this.partial = details.partial ?? false
  }
}
