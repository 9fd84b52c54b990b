import { type CallLife, createCallLife } from './call-life.ts'
import { callUpstream, type UpstreamDeps } from './call-upstream.ts'
import type { Clock } from './clock.ts'
import { completeAnswer } from './complete-answer.ts'
import { CortexError } from './cortex-error.ts'
import type { CortexChatEvent } from './cortex-events.ts'
import type { Credentials } from './credentials.ts'
import { type Timeouts, watchDeadlines } from './deadlines.ts'
import type { AnswerLimits } from './limits.ts'
import { readAnswer } from './read-answer.ts'
import { chatHeaders } from './request-headers.ts'
import type { UpstreamExchange } from './upstream-exchange.ts'

export interface ChatCall {
  credentials: Credentials
  /** Sent as it is; it should say `stream: true`. */
  body: Readonly<Record<string, unknown>>
  signal?: AbortSignal
}

export type ChatAnswer = AsyncGenerator<CortexChatEvent, void, undefined>

export interface ChatDeps {
  upstream: UpstreamDeps
  timeouts: Timeouts
  limits: AnswerLimits
  clock: Clock
  userAgent: string
}

/** One chat completion from the call to its last event. Nothing happens before the first `next()`. */
export function streamChat(deps: ChatDeps, call: ChatCall): ChatAnswer {
  let life: CallLife | null = null
  const events = run()
  // A generator runs `return` only at its next yield; a reader that leaves while upstream is silent cannot wait for that.
  const leave = events.return.bind(events)
  events.return = (value) => {
    life?.end(new ReaderLeft('the reader left'))
    return leave(value)
  }
  return events

  async function* run(): ChatAnswer {
    const thisLife = createCallLife(call.signal)
    life = thisLife
    let exchange: UpstreamExchange | null = null
    const deadlines = watchDeadlines(deps.timeouts, deps.clock, (error) => {
      if (error === null) exchange?.abort(afterFinish())
      else thisLife.end(error)
    })
    try {
      const answer = await callUpstream(deps.upstream, {
        method: 'POST',
        path: '/v1/chat/completions',
        headers: (token) => chatHeaders(token, deps.userAgent),
        body: Buffer.from(JSON.stringify(call.body)),
        credentials: call.credentials,
        life: thisLife,
        remainingMs: deadlines.remainingMs,
      })
      const { snowflakeRequestId } = answer
      if (answer.kind === 'json') {
        const given = completeAnswer(answer.json, deps.limits)
        yield { type: 'accepted', snowflakeRequestId }
        yield* given
        return
      }
      exchange = answer.exchange
      yield { type: 'accepted', snowflakeRequestId }
      yield* readAnswer(exchange, { limits: deps.limits, deadlines, life: thisLife })
      letGo(exchange, deps.clock)
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

/** Ends a generator that nobody reads any more; never thrown to a caller. */
class ReaderLeft extends Error {}

/** How long a finished answer may keep its connection open before that is closed instead of reused. */
const LET_GO_MS = 1_000

function letGo(exchange: UpstreamExchange, clock: Clock): void {
  exchange.discard()
  if (!exchange.ended) clock.after(LET_GO_MS, () => exchange.abort(afterFinish()))
}

function afterFinish(): CortexError {
  return new CortexError('closed after the end of the answer', { code: 'upstream_broken_off', statusCode: 502 })
}
