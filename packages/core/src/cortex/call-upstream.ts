import type { CallLife } from './call-life.ts'
import type { Clock } from './clock.ts'
import { CortexError } from './cortex-error.ts'
import type { AccessToken, Credentials } from './credentials.ts'
import { isRecord, textField } from './json-shape.ts'
import { readBody } from './read-body.ts'
import { parseRetryAfter } from './retry-after.ts'
import { decideRetry, type RetryOptions } from './retry-policy.ts'
import type { Transport } from './transport.ts'
import type { ResponseHead, UpstreamExchange } from './upstream-exchange.ts'
import { isSignInCode, type RefusedAnswer, upstreamFailure } from './upstream-failure.ts'

/** Upstream said 200: a stream to be read from `exchange`, or a JSON body that is already read. */
export type UpstreamAnswer =
  | { kind: 'stream'; exchange: UpstreamExchange; snowflakeRequestId: string | null }
  | { kind: 'json'; json: unknown; snowflakeRequestId: string | null }

export interface UpstreamCall {
  method: 'GET' | 'POST'
  path: string
  /** The client's base URL when left out. */
  base?: 'cortex' | 'account'
  headers: (token: AccessToken) => Record<string, string>
  body: Buffer | null
  credentials: Credentials
  life: CallLife
  remainingMs: () => number
}

export interface UpstreamDeps {
  transport: Transport
  clock: Clock
  retry: RetryOptions
  maxAnswerBytes: number
  /** For the operator: no secret, no prompt, no host. */
  log: (message: string, fields: Record<string, string | number | null>) => void
}

/**
 * Calls until upstream says 200 or no: signs in, tries again where that makes sense, and turns every refusal into a
 * CortexError. All of it happens before the first byte of an answer.
 *
 * @throws CortexError, or the reason the call was ended with
 */
export async function callUpstream(deps: UpstreamDeps, call: UpstreamCall): Promise<UpstreamAnswer> {
  const state = { retries: 0, tokenRenewed: false }
  for (;;) {
    const token = await call.life.waitFor(tokenFrom(call.credentials))
    try {
      return await attempt(deps, call, token)
    } catch (error) {
      if (!(error instanceof CortexError) || call.life.ended() !== null) throw error
      const decision = decideRetry(error, state, deps.retry, call.remainingMs())
      if (!decision.retry) throw error
      if (decision.renewToken) {
        state.tokenRenewed = true
        call.credentials.invalidate(token)
      } else {
        state.retries += 1
      }
      deps.log('upstream call is tried again', { code: error.code, cause: error.message, delayMs: decision.delayMs })
      await pause(decision.delayMs, deps.clock, call.life)
    }
  }
}

async function attempt(deps: UpstreamDeps, call: UpstreamCall, token: AccessToken): Promise<UpstreamAnswer> {
  const exchange = deps.transport.send(
    {
      method: call.method,
      path: call.path,
      ...(call.base === undefined ? {} : { base: call.base }),
      headers: call.headers(token),
      body: call.body,
    },
    call.life,
  )
  const head = await exchange.head()
  const contentType = header(head, 'content-type')?.toLowerCase() ?? ''
  const snowflakeRequestId = header(head, 'x-snowflake-request-id')
  const encoding = header(head, 'content-encoding')
  if (encoding !== null && encoding.toLowerCase() !== 'identity') {
    throw giveUp(exchange, `upstream used content-encoding although none was offered (${head.status})`)
  }
  if (head.status === 200 && isEventStream(contentType)) return { kind: 'stream', exchange, snowflakeRequestId }

  const isJson = head.status === 200 && contentType.includes('json')
  const { text, isWhole } = await readBody(exchange, {
    maxBytes: isJson ? deps.maxAnswerBytes : MAX_REFUSAL_BYTES,
    maxWaitMs: isJson ? call.remainingMs() : MAX_REFUSAL_WAIT_MS,
    clock: deps.clock,
    life: call.life,
  })
  const retryAfterMs = parseRetryAfter(header(head, 'retry-after'), deps.clock.now())
  const refused: RefusedAnswer = { status: head.status, body: text, snowflakeRequestId, retryAfterMs }
  if (!isJson) throw upstreamFailure(refused, clockNote(head, deps.clock))
  if (!isWhole) throw giveUp(exchange, 'upstream broke off its JSON answer or made it too large')
  const json = parseJson(text)
  if (isRecord(json) && isSignInCode(textField(json, 'code'))) throw upstreamFailure(refused)
  return { kind: 'json', json, snowflakeRequestId }
}

/** Without a content type the bytes themselves must show that they are events; if they do not, the answer is incomplete. */
function isEventStream(contentType: string): boolean {
  return contentType === '' || contentType.includes('text/event-stream')
}

function giveUp(exchange: UpstreamExchange, message: string): CortexError {
  const error = new CortexError(message, { code: 'upstream_malformed', statusCode: 502 })
  exchange.abort(error)
  return error
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CortexError('upstream sent JSON that cannot be read', {
      code: 'upstream_malformed',
      statusCode: 502,
      upstreamBody: text.slice(0, MAX_REFUSAL_BYTES),
    })
  }
}

/** A key that cannot be used is a fault of this tenant's set-up, not of upstream. */
async function tokenFrom(credentials: Credentials): Promise<AccessToken> {
  try {
    return await credentials.token()
  } catch (cause) {
    if (cause instanceof CortexError) throw cause
    throw new CortexError('no token for this tenant', { code: 'tenant_unavailable', statusCode: 503 }, { cause })
  }
}

/** A wrong clock is the usual reason for a token that is refused although the key is right, so the log names it. */
function clockNote(head: ResponseHead, clock: Clock): string {
  const differenceS = Math.round((clock.now() - Date.parse(header(head, 'date') ?? '')) / 1000)
  if (head.status !== 401 || Number.isNaN(differenceS) || Math.abs(differenceS) < CLOCK_TOLERANCE_S) return ''
  return `the clock of this machine differs from upstream's by ${differenceS} s`
}

async function pause(delayMs: number, clock: Clock, life: CallLife): Promise<void> {
  if (delayMs === 0) return
  let cancel = () => {}
  const passed = new Promise<void>((resolve) => {
    cancel = clock.after(delayMs, resolve)
  })
  await life.waitFor(passed).finally(() => cancel())
}

function header(head: ResponseHead, name: string): string | null {
  const value = head.headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? null
}

const MAX_REFUSAL_BYTES = 65_536
const MAX_REFUSAL_WAIT_MS = 2_000
const CLOCK_TOLERANCE_S = 60
