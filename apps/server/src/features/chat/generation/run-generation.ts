import { CortexError } from '@coco/core/cortex/cortex-error'
import type { CortexChatEvent } from '@coco/core/cortex/cortex-events'
import type { Credentials } from '@coco/core/cortex/credentials'
import { createThinkSplitter } from '@coco/core/cortex/split-think'
import type { AnswerSource } from '@coco/shared/document-views'
import type { FailureEvent, GenerationEvent } from '@coco/shared/generation-events'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Logger } from '../../../platform/logger.ts'
import { httpStatusOf } from '../../../trpc/error-codes.ts'
import type { Viewer } from '../../../trpc/viewer.ts'
import { AnswerEnded, type Ending } from './answer-ended.ts'
import type { AnswerOutcome } from './answer-outcome.ts'
import { type FailedRequest, toFailureEvent } from './failure-event.ts'
import { loggableModel } from './loggable-model.ts'
import type { Prepare, UpstreamBody } from './prepare.ts'
import { readTokens } from './read-tokens.ts'

export interface GenerationRequest extends FailedRequest {
  viewer: Viewer
  /** chat: in a conversation; complete: the typed client; stream: `POST /v1/chat/stream`; query: an answer from documents, for a program. */
  kind: 'chat' | 'complete' | 'stream' | 'query'
  credentials: Credentials
  /** What goes upstream, where `prepare` says nothing else. */
  body: UpstreamBody
  /** Of an answer from documents. */
  prepare?: Prepare | undefined
  /** Whether `<think>…</think>` inside the text becomes reasoning. */
  splitsThinking: boolean
  /** Upstream's failure as an event, where the caller wants other words than ours. */
  describeFailure?: (error: CortexError, event: FailureEvent) => FailureEvent
  /** Called once, after the last event, however the answer ended. */
  onOutcome?: (outcome: AnswerOutcome) => void
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
  /** Told of every answer, whoever asked for it. Must not throw. */
  onOutcome?: (request: GenerationRequest, outcome: AnswerOutcome) => void
}): RunGeneration {
  return async function* runGeneration(request, signal) {
    const { tenant, model, requestId } = request
    const id = deps.answerLabel()
    const startedMs = deps.monotonicMs()
    const latencyMs = () => Math.max(0, Math.round(deps.monotonicMs() - startedMs))
    const thinking = request.splitsThinking ? createThinkSplitter() : null
    let outcome = 'left'
    const known: AnswerOutcome = {
      status: 'stopped',
      model,
      requestId,
      answerLabel: null,
      snowflakeRequestId: null,
      finishReason: null,
      errorCode: null,
      usage: null,
      promptTokens: null,
      completionTokens: null,
      firstTokenMs: null,
      latencyMs: 0,
    }
    const about = () => ({
      requestId,
      answer: id,
      tenant: tenant.id,
      model: loggableModel(model),
      snowflakeRequestId: known.snowflakeRequestId,
    })

    function translate(event: CortexChatEvent): GenerationEvent {
      switch (event.type) {
        case 'accepted':
          known.snowflakeRequestId = event.snowflakeRequestId
          known.answerLabel = id
          return { type: 'meta', id, model, tenant_id: tenant.id }
        case 'delta':
        case 'reasoning':
          known.firstTokenMs ??= latencyMs()
          return event
        case 'end': {
          outcome = event.finishReason
          const { finishReason, usage } = event
          Object.assign(known, { status: 'done', finishReason, usage, ...readTokens(usage) })
          return {
            type: 'done',
            id,
            latency_ms: latencyMs(),
            usage: event.usage ?? {},
            finish_reason: event.finishReason,
          }
        }
      }
    }

    function* ended(ending: Ending): Generator<GenerationEvent> {
      outcome = ending
      switch (ending) {
        case 'stopped':
          known.finishReason = 'stopped'
          return yield { type: 'done', id, latency_ms: latencyMs(), usage: {}, finish_reason: 'stopped' }
        case 'reader_left':
          return
        case 'unread':
        case 'key_ended':
        case 'shutting_down':
          Object.assign(known, { status: 'interrupted', errorCode: FAILED_ENDINGS[ending].code })
          return yield { type: 'error', request_id: requestId, ...FAILED_ENDINGS[ending] }
      }
    }

    function failed(error: unknown): GenerationEvent {
      known.status = 'failed'
      if (error instanceof CortexError) {
        outcome = known.errorCode = error.code
        known.snowflakeRequestId ??= error.snowflakeRequestId
        // What Snowflake refuses is no fault in this program: its words and cause say enough, a stack would not.
        const why = { ...about(), code: error.code, status: error.statusCode, reason: error.message, ...causeOf(error) }
        deps.log[error.code === 'upstream_auth_failed' ? 'error' : 'warn'](why, 'answer failed')
        const event = toFailureEvent(error, request)
        return request.describeFailure?.(error, event) ?? event
      }
      if (error instanceof AppError) {
        const { code, message, retryAfterMs, fix } = error
        outcome = known.errorCode = code
        deps.log.warn({ ...about(), code, err: error }, 'answer failed before the model was asked')
        const more = {
          ...(retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs }),
          ...(fix === undefined ? {} : { fix }),
        }
        return { type: 'error', code, status_code: httpStatusOf(code), message, request_id: requestId, ...more }
      }
      outcome = known.errorCode = 'internal'
      deps.log.error({ ...about(), err: error }, 'answer failed by a fault of ours')
      const message = 'Something went wrong on our side. Please try again.'
      return { type: 'error', code: 'internal', status_code: 500, message, request_id: requestId }
    }

    try {
      const prepared = await request.prepare?.(signal)
      if (prepared !== undefined) yield { type: 'sources', sources: prepared.sources.map(withoutText) }
      if (prepared !== undefined && 'say' in prepared) {
        yield translate({ type: 'delta', content: prepared.say })
        yield translate({ type: 'end', finishReason: 'stop', usage: null })
        return
      }
      const { body } = prepared ?? request
      for await (const event of deps.streamChat({ credentials: request.credentials, body, signal })) {
        if (thinking === null) yield translate(event)
        else for (const part of thinking.split(event)) yield translate(part)
      }
    } catch (error) {
      for (const part of thinking?.rest() ?? []) yield translate(part)
      const reason: unknown = signal.aborted ? signal.reason : null
      if (reason instanceof AnswerEnded) yield* ended(reason.ending)
      else yield failed(error)
    } finally {
      known.latencyMs = latencyMs()
      deps.log.info({ ...about(), outcome, latencyMs: known.latencyMs }, 'answer ended')
      request.onOutcome?.(known)
      deps.onOutcome?.(request, known)
    }
  }
}

/** What a passage says is looked up for each reader, as much as that one may read by then. */
function withoutText(source: AnswerSource): AnswerSource {
  return { ...source, passage: null }
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
  key_ended: {
    code: 'invalid_api_key',
    status_code: 401,
    message: 'The API key was revoked or has expired, so the answer was ended.',
  },
  shutting_down: {
    code: 'shutting_down',
    status_code: 503,
    message: 'Coco is restarting and the answer could not be finished. Please try again.',
    retry_after_ms: 5_000,
  },
} as const satisfies Partial<Record<Ending, object>>
