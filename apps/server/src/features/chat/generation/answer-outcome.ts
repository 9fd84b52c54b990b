import type { ErrorCode } from '@coco/shared/error-codes'
import type { FinishReason } from '@coco/shared/generation-events'

/** How one run of a model ended, and what is known of it, for whoever keeps or counts it. No text. */
export interface AnswerOutcome {
  /** stopped: by a person, or because its reader left. interrupted: the server ended, or nobody read it. */
  status: 'done' | 'stopped' | 'failed' | 'interrupted'
  model: string
  requestId: string
  /** Null when upstream did not accept. */
  answerLabel: string | null
  snowflakeRequestId: string | null
  finishReason: FinishReason | null
  errorCode: ErrorCode | null
  /** Upstream's own account, whole; null when it gave none. */
  usage: Record<string, unknown> | null
  promptTokens: number | null
  completionTokens: number | null
  /** From the call to the first text or reasoning; null when there was none. */
  firstTokenMs: number | null
  latencyMs: number
}
