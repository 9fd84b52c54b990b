import { CortexError } from '@coco/core/cortex/cortex-error'
import type { CortexChatEvent } from '@coco/core/cortex/cortex-events'
import type { Credentials } from '@coco/core/cortex/credentials'
import { createThinkSplitter } from '@coco/core/cortex/split-think'
import type { FailureEvent, GenerationEvent } from '@coco/shared/generation-events'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import { AnswerEnded, type Ending } from './answer-ended.ts'
import { type FailedRequest, toFailureEvent } from './failure-event.ts'
import { loggableModel } from './loggable-model.ts'

export interface GenerationRequest extends FailedRequest {
  credentials: Credentials
  /** What goes upstream, as it goes. */
  body: Readonly<Record<string, unknown>> & { model: string }
  /** Whether `<think>…</think>` inside the text becomes reasoning. */
  splitsThinking: boolean
  /** Upstream's failure as an event, where the caller wants other words than ours. */
  describeFailure?: (error: CortexError, event: FailureEvent) => FailureEvent
}

/** One answer from the call upstream to its end. Never throws: the last event says how it ended. */
export type RunGeneration = (request: GenerationRequest, signal: AbortSignal) => AsyncGenerator<GenerationEvent>

export type StreamChat = (call: {
  credentials: Credentials
  body: Readonly<Record<string, unknown>>
  signal: AbortSignal
}) => AsyncIterable<CortexChatEvent>

/** Translates what Cortex gives into our events. An abort with `AnswerEnded` ends the answer as that says. */
export function createRunGeneration(deps: {
  streamChat: StreamChat
  answerLabel: () => string
  monotonicMs: Clock['monotonicMs']
  log: Logger
}): RunGeneration {
  return async function* runGeneration(request, signal) {
    const { tenant, model, requestId } = request
    const id = deps.answerLabel()
    const startedMs = deps.monotonicMs()
    const latencyMs = () => Math.max(0, Math.round(deps.monotonicMs() - startedMs))
    const thinking = request.splitsThinking ? createThinkSplitter() : null
    let outcome = 'left'
    let snowflakeRequestId: string | null = null
    const about = () => ({
      requestId,
      answer: id,
      tenant: tenant.id,
      model: loggableModel(model),
      snowflakeRequestId,
    })

    function translate(event: CortexChatEvent): GenerationEvent {
      switch (event.type) {
        case 'accepted':
          snowflakeRequestId = event.snowflakeRequestId
          return { type: 'meta', id, model, tenant_id: tenant.id }
        case 'delta':
        case 'reasoning':
          return event
        case 'end':
          outcome = event.finishReason
          return {
            type: 'done',
            id,
            latency_ms: latencyMs(),
            usage: event.usage ?? {},
            finish_reason: event.finishReason,
          }
      }
    }

    function* ended(ending: Ending): Generator<GenerationEvent> {
      outcome = ending
      switch (ending) {
        case 'stopped':
          return yield { type: 'done', id, latency_ms: latencyMs(), usage: {}, finish_reason: 'stopped' }
        case 'reader_left':
          return
        case 'unread':
        case 'shutting_down':
          return yield { type: 'error', request_id: requestId, ...FAILED_ENDINGS[ending] }
      }
    }

    function failed(error: unknown): GenerationEvent {
      if (error instanceof CortexError) {
        outcome = error.code
        snowflakeRequestId ??= error.snowflakeRequestId
        // What Snowflake refuses is no fault in this program: its words and cause say enough, a stack would not.
        const why = { ...about(), code: error.code, status: error.statusCode, reason: error.message, ...causeOf(error) }
        deps.log[error.code === 'upstream_auth_failed' ? 'error' : 'warn'](why, 'answer failed')
        const event = toFailureEvent(error, request)
        return request.describeFailure?.(error, event) ?? event
      }
      outcome = 'internal'
      deps.log.error({ ...about(), err: error }, 'answer failed by a fault of ours')
      const message = 'Something went wrong on our side. Please try again.'
      return { type: 'error', code: 'internal', status_code: 500, message, request_id: requestId }
    }

    try {
      for await (const event of deps.streamChat({ credentials: request.credentials, body: request.body, signal })) {
        if (thinking === null) yield translate(event)
        else for (const part of thinking.split(event)) yield translate(part)
      }
    } catch (error) {
      for (const part of thinking?.rest() ?? []) yield translate(part)
      const reason: unknown = signal.aborted ? signal.reason : null
      if (reason instanceof AnswerEnded) yield* ended(reason.ending)
      else yield failed(error)
    } finally {
      deps.log.info({ ...about(), outcome, latencyMs: latencyMs() }, 'answer ended')
    }
  }
}

function causeOf({ cause }: CortexError): { err?: unknown } {
  return cause === undefined ? {} : { err: cause }
}

const FAILED_ENDINGS = {
  unread: {
    code: 'upstream_broken_off',
    status_code: 502,
    message: 'The answer was ended because nobody was reading it.',
  },
  shutting_down: {
    code: 'shutting_down',
    status_code: 503,
    message: 'Coco is restarting and the answer could not be finished. Please try again.',
    retry_after_ms: 5_000,
  },
} as const satisfies Partial<Record<Ending, object>>
