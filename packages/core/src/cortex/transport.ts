import { Pool } from 'undici'
import { accountUrlBeside } from '../snowflake/account-url.ts'
import type { CallLife } from './call-life.ts'
import type { Clock } from './clock.ts'
import { connectTimeout, TransportError } from './transport-error.ts'
import { UpstreamExchange } from './upstream-exchange.ts'

export interface UpstreamRequest {
  method: 'GET' | 'POST'
  /** Begins with a slash and is appended to the base URL, or to that of the account beside it. */
  path: string
  base?: 'cortex' | 'account'
  headers: Record<string, string>
  body: Buffer | null
}

export interface Transport {
  /** Sends at once; wait for `head()`. The exchange is aborted when the call ends, also while it connects. */
  send(request: UpstreamRequest, life: CallLife): UpstreamExchange
  /** Cuts every connection. */
  close(): Promise<void>
}

/** Connections to one upstream. HTTP/1.1 only, because one stream a connection is what lets an abort reach upstream at once. */
export function createTransport(options: {
  baseUrl: string
  connectMs: number
  /** PEM of further certificate authorities to trust; the built-in ones are then not used. */
  ca: string | undefined
  /** No limit when left out: a stream must never wait for another stream to end. */
  maxConnections: number | undefined
  clock: Clock
}): Transport {
  const { origin, pathname } = new URL(options.baseUrl)
  const basePath = pathname.replace(/\/+$/, '')
  const accountPath = accountUrlBeside(basePath)
  const pool = new Pool(origin, {
    allowH2: false,
    pipelining: 1,
    connections: options.maxConnections ?? null,
    // The deadlines of a call replace these. Undici's would count pings as life and cannot be put on a test's clock.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 60_000,
    connectTimeout: options.connectMs,
    // Said explicitly, because NODE_TLS_REJECT_UNAUTHORIZED=0 in somebody's environment must not switch the check off.
    connect: { rejectUnauthorized: true, ...(options.ca === undefined ? {} : { ca: options.ca }) },
  })

  function send(request: UpstreamRequest, life: CallLife): UpstreamExchange {
    const exchange = new UpstreamExchange(() => cancelTimer())
    const cancelTimer = options.clock.after(options.connectMs, () => exchange.abort(connectTimeout(options.connectMs)))
    life.onEnd((reason) => exchange.abort(reason))
    const { base, path, ...rest } = request
    const prefix = base === 'account' ? accountPath : basePath
    if (prefix === null) exchange.abort(noAccount())
    else if (life.ended() === null) pool.dispatch({ ...rest, path: prefix + path }, exchange)
    return exchange
  }

  return { send, close: () => pool.destroy() }
}

/** An override that leads to something else than an account's Cortex says nothing of the rest of the account. */
function noAccount(): TransportError {
  return new TransportError('the Cortex address does not end in /api/v2/cortex', 'upstream_unreachable', 502, false)
}
