import type { FinishReason } from '@coco/shared/generation-events'

/** What one Cortex chat completion gives, in this order: `accepted`, any number of texts, `end`. A failure is thrown. */
export type CortexChatEvent =
  /** Snowflake answered 200 and the stream began. The id is its `X-Snowflake-Request-ID`. */
  | { type: 'accepted'; snowflakeRequestId: string | null }
  /** Non-empty text. Everything that one read of the socket brought is joined into one event. */
  | { type: 'delta'; content: string }
  | { type: 'reasoning'; content: string }
  /** The answer is complete: `[DONE]` or a non-empty `finish_reason` was seen. `usage` is upstream's object, whole. */
  | { type: 'end'; finishReason: FinishReason; usage: Record<string, unknown> | null }
