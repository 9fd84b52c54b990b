import { type CallLife, createCallLife } from './call-life.ts'
import { callUpstream, type UpstreamDeps } from './call-upstream.ts'
import { type Clock, systemClock } from './clock.ts'
import { completeAnswer } from './complete-answer.ts'
import { CortexError } from './cortex-error.ts'
import type { CortexChatEvent } from './cortex-events.ts'
import type { Credentials } from './credentials.ts'
import { DEFAULT_TIMEOUTS, type Timeouts, watchDeadlines } from './deadlines.ts'
import { type AnswerLimits, DEFAULT_LIMITS } from './limits.ts'
import { readAnswer } from './read-answer.ts'
import { readModelList } from './read-model-list.ts'
import { chatHeaders, readHeaders } from './request-headers.ts'
import { DEFAULT_RETRY, type RetryOptions } from './retry-policy.ts'
import { createTransport } from './transport.ts'
import type { UpstreamExchange } from './upstream-exchange.ts'

export interface CortexClientOptions {
  /** For example `https://myorg-myaccount.snowflakecomputing.com/api/v2/cortex`; a slash at the end does no harm. */
  baseUrl: string
  /** Sent as `User-Agent: coco/<version>`. */
  version?: string
  timeouts?: Partial<Timeouts>
  limits?: Partial<AnswerLimits>
  retry?: Partial<RetryOptions>
  clock?: Clock
  /** Hears of retries. Never gets a secret, a prompt or a host name. */
  log?: UpstreamDeps['log']
  /** PEM of the certificate authorities to trust instead of the built-in ones. */
  ca?: string
  /** Connections at once. No limit when left out, so that no stream waits for another. */
  maxConnections?: number
}

export interface CortexClient {
  /**
   * One chat completion, `POST {baseUrl}/v1/chat/completions`. The body is sent as it is; it should say `stream: true`.
   * Leaving the loop, `return()` and the signal close the connection to upstream at once, in every phase.
   *
   * @throws CortexError; when the signal was used, its reason
   */
  streamChat(call: {
    credentials: Credentials
    body: Readonly<Record<string, unknown>>
    signal?: AbortSignal
  }): AsyncGenerator<CortexChatEvent, void, undefined>
  /** The models that Snowflake lists for this tenant: a hint, not a permission. @throws CortexError, the signal's reason */
  listModels(call: { credentials: Credentials; signal?: AbortSignal }): Promise<string[]>
  /** Cuts every connection. */
  close(): Promise<void>
}

export function createCortexClient(options: CortexClientOptions): CortexClient {
  const clock = options.clock ?? systemClock
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts }
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const userAgent = `coco/${options.version ?? '0.1.0'}`
  const transport = createTransport({
    baseUrl: options.baseUrl,
    connectMs: timeouts.connectMs,
    ca: options.ca,
    maxConnections: options.maxConnections,
    clock,
  })
  const upstream: UpstreamDeps = {
    transport,
    clock,
    retry: { ...DEFAULT_RETRY, ...options.retry },
    maxAnswerBytes: limits.maxAnswerBytes,
    log: options.log ?? (() => {}),
  }

  const streamChat: CortexClient['streamChat'] = ({ credentials, body, signal }) => {
    let life: CallLife | null = null
    const events = run()
    // A generator runs `return` only at its next yield; a reader that leaves while upstream is silent cannot wait for that.
    const leave = events.return.bind(events)
    events.return = (value) => {
      life?.end(new ReaderLeft('the reader left'))
      return leave(value)
    }
    return events

    async function* run(): AsyncGenerator<CortexChatEvent, void, undefined> {
      const thisLife = createCallLife(signal)
      life = thisLife
      let exchange: UpstreamExchange | null = null
      const deadlines = watchDeadlines(timeouts, clock, (error) => {
        if (error === null) exchange?.abort(afterFinish())
        else thisLife.end(error)
      })
      try {
        const answer = await callUpstream(upstream, {
          method: 'POST',
          path: '/v1/chat/completions',
          headers: (token) => chatHeaders(token, userAgent),
          body: Buffer.from(JSON.stringify(body)),
          credentials,
          life: thisLife,
          remainingMs: deadlines.remainingMs,
        })
        const { snowflakeRequestId } = answer
        if (answer.kind === 'json') {
          const given = completeAnswer(answer.json, limits)
          yield { type: 'accepted', snowflakeRequestId }
          yield* given
          return
        }
        exchange = answer.exchange
        yield { type: 'accepted', snowflakeRequestId }
        yield* readAnswer(exchange, { limits, deadlines, life: thisLife })
        letGo(exchange, clock)
        exchange = null
      } catch (error) {
        if (!(error instanceof ReaderLeft)) throw error
      } finally {
        deadlines.stop()
        thisLife.close()
        exchange?.abort(new ReaderLeft('the reader left'))
      }
    }
  }

  const listModels: CortexClient['listModels'] = async ({ credentials, signal }) => {
    const life = createCallLife(signal)
    const totalMs = Math.min(timeouts.firstTokenMs, LIST_MODELS_MS)
    const deadlines = watchDeadlines({ ...timeouts, firstTokenMs: totalMs, totalMs }, clock, (error) => {
      if (error !== null) life.end(error)
    })
    try {
      const answer = await callUpstream(upstream, {
        method: 'GET',
        path: '/models',
        headers: (token) => readHeaders(token, userAgent),
        body: null,
        credentials,
        life,
        remainingMs: deadlines.remainingMs,
      })
      if (answer.kind === 'json') return readModelList(answer.json)
      answer.exchange.abort(new ReaderLeft('not a list'))
      return readModelList(null)
    } finally {
      deadlines.stop()
      life.close()
    }
  }

  return { streamChat, listModels, close: transport.close }
}

/** Ends a generator that nobody reads any more; never thrown to a caller. */
class ReaderLeft extends Error {}

/** The list of models is on the way to a page that somebody waits for. */
const LIST_MODELS_MS = 10_000
/** How long a finished answer may keep its connection open before that is closed instead of reused. */
const LET_GO_MS = 1_000

function letGo(exchange: UpstreamExchange, clock: Clock): void {
  exchange.discard()
  if (exchange.ended) return
  clock.after(LET_GO_MS, () => exchange.abort(afterFinish()))
}

function afterFinish(): CortexError {
  return new CortexError('closed after the end of the answer', { code: 'upstream_broken_off', statusCode: 502 })
}
