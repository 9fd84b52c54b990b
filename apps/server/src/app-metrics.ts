import type { CortexClient } from '@coco/core/cortex/cortex-client'
import { CortexError } from '@coco/core/cortex/cortex-error'
import { ErrorCode } from '@coco/shared/error-codes'
import type { DatabaseStats } from './platform/database/database.ts'
import type { Clock } from './platform/clock.ts'
import type { Metrics } from './platform/metrics.ts'

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]
const FIRST_TOKEN_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60]
/** Shown from the start, so that the first refusal is seen to be one more. */
const LIMITS: readonly ErrorCode[] = ['rate_limited', 'too_many_streams', 'too_many_attempts', 'store_unavailable']

/** What the operator is told in figures. No tenant, no person and no model is named: these are for whoever runs the server. */
export function createAppMetrics(metrics: Metrics, { monotonicMs }: Pick<Clock, 'monotonicMs'>) {
  const countRequest = metrics.counter({
    name: 'coco_http_requests_total',
    help: 'Requests, by route and not by address.',
    labels: ['method', 'route', 'status'],
  })
  const timeRequest = metrics.histogram(
    {
      name: 'coco_http_request_seconds',
      help: 'From the head of a request to the end of its answer.',
      labels: ['method', 'route'],
    },
    REQUEST_SECONDS,
  )
  const countRefusal = metrics.counter({
    name: 'coco_refusals_total',
    help: 'Calls that were refused or failed, by our code.',
    labels: ['code'],
  })
  for (const code of LIMITS) countRefusal({ code }, 0)
  const countUpstreamError = metrics.counter({
    name: 'coco_upstream_errors_total',
    help: 'Calls of Snowflake that failed, by our code.',
    labels: ['code'],
  })
  for (const code of ErrorCode.options) if (code.startsWith('upstream_')) countUpstreamError({ code }, 0)
  const countRating = metrics.counter({
    name: 'coco_ratings_total',
    help: 'Answers that somebody rated, by what they thought.',
    labels: ['rating'],
  })
  for (const rating of ['good', 'bad']) countRating({ rating }, 0)
  const timeFirstToken = metrics.histogram(
    {
      name: 'coco_first_token_seconds',
      help: 'From the start of a generation to the first text of its answer.',
      labels: [],
    },
    FIRST_TOKEN_SECONDS,
  )

  function requestEnded(request: { method: string; route: string; status: number; seconds: number }): void {
    const { method, route } = request
    countRequest({ method, route, status: String(request.status) })
    timeRequest({ method, route }, request.seconds)
  }

  function answerRated(rating: 'good' | 'bad'): void {
    countRating({ rating })
  }

  function upstreamFailed(error: unknown): void {
    if (error instanceof CortexError) countUpstreamError({ code: error.code })
  }

  function watchAnswers(streamChat: CortexClient['streamChat']): CortexClient['streamChat'] {
    return async function* observed(call) {
      const startedMs = monotonicMs()
      let isSilent = true
      try {
        for await (const event of streamChat(call)) {
          if (isSilent && (event.type === 'delta' || event.type === 'reasoning')) {
            isSilent = false
            timeFirstToken({}, (monotonicMs() - startedMs) / 1_000)
          }
          yield event
        }
      } catch (error) {
        upstreamFailed(error)
        throw error
      }
    }
  }

  function watchCalls<A extends unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return (...args) =>
      call(...args).catch((error: unknown) => {
        upstreamFailed(error)
        throw error
      })
  }

  /** The same client, observed. */
  function watchCortex(client: CortexClient): CortexClient {
    const { streamChat, listModels, embed, searchCortex } = client
    return {
      ...client,
      streamChat: watchAnswers(streamChat),
      listModels: watchCalls(listModels),
      embed: watchCalls(embed),
      searchCortex: watchCalls(searchCortex),
    }
  }

  /** What is read when somebody asks. */
  function show(now: {
    openAnswers: () => number
    openReaders: () => number
    runningGenerations: () => number
    database: () => DatabaseStats
  }): void {
    metrics.gauge(
      { name: 'coco_open_streams', help: 'Answers that hold a place, and readers of them.', labels: ['kind'] },
      () => [
        { labels: { kind: 'answer' }, value: now.openAnswers() },
        { labels: { kind: 'reader' }, value: now.openReaders() },
      ],
    )
    metrics.gauge({ name: 'coco_running_generations', help: 'Answers that are being written.', labels: [] }, () => [
      { labels: {}, value: now.runningGenerations() },
    ])
    metrics.gauge(
      { name: 'coco_database_connections', help: 'Of the pool; waiting are callers.', labels: ['state'] },
      () => {
        const { open, idle, waiting } = now.database()
        return [
          { labels: { state: 'open' }, value: open },
          { labels: { state: 'idle' }, value: idle },
          { labels: { state: 'waiting' }, value: waiting },
        ]
      },
    )
    metrics.total(
      { name: 'coco_database_failures_total', help: 'Times that the database did not answer.', labels: [] },
      () => [{ labels: {}, value: now.database().failures }],
    )
  }

  return {
    requestEnded,
    refused: (code: ErrorCode) => countRefusal({ code }),
    answerRated,
    watchCortex,
    show,
    render: metrics.render,
  }
}
