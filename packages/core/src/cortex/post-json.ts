import { createCallLife } from './call-life.ts'
import { callUpstream, type UpstreamDeps } from './call-upstream.ts'
import type { Clock } from './clock.ts'
import { CortexError } from './cortex-error.ts'
import type { Credentials } from './credentials.ts'
import { type Timeouts, watchDeadlines } from './deadlines.ts'
import { chatHeaders } from './request-headers.ts'

export interface JsonCallDeps {
  upstream: UpstreamDeps
  timeouts: Timeouts
  clock: Clock
  userAgent: string
}

export interface JsonCall {
  path: string
  /** The base that `path` is appended to: the client's own, or the account's root. */
  base?: 'cortex' | 'account'
  body: Readonly<Record<string, unknown>>
  credentials: Credentials
  signal?: AbortSignal | undefined
  /** Everything together, tries again included. */
  totalMs: number
}

/** A POST that is answered with one JSON body. @throws CortexError, or the signal's reason when it was used */
export async function postJson(deps: JsonCallDeps, call: JsonCall): Promise<unknown> {
  const life = createCallLife(call.signal)
  const { totalMs } = call
  const deadlines = watchDeadlines({ ...deps.timeouts, firstTokenMs: totalMs, totalMs }, deps.clock, (error) => {
    if (error !== null) life.end(error)
  })
  try {
    const answer = await callUpstream(deps.upstream, {
      method: 'POST',
      path: call.path,
      ...(call.base === undefined ? {} : { base: call.base }),
      headers: (token) => chatHeaders(token, deps.userAgent),
      body: Buffer.from(JSON.stringify(call.body)),
      credentials: call.credentials,
      life,
      remainingMs: deadlines.remainingMs,
    })
    if (answer.kind === 'json') return answer.json
    const noJson = new CortexError('upstream sent no JSON', { code: 'upstream_malformed', statusCode: 502 })
    answer.exchange.abort(noJson)
    throw noJson
  } finally {
    deadlines.stop()
    life.close()
  }
}
