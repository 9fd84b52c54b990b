import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { type Dispatcher, request } from 'undici'
import type { AccessToken, Credentials } from '../cortex/credentials.ts'
import { pause } from './pause.ts'
import { SqlError } from './sql-error.ts'

export interface SqlTransportOptions {
  /** `https://<account host>`; a path in front of the API's own, such as a proxy's, is kept. */
  baseUrl: string
  credentials: Credentials
  /** Snowflake wants one: `name/version` (source: snowflake docs, sql-api/reference). */
  userAgent: string
  /** Waits before a retry; a test passes one that does not. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>
  random?: () => number
  dispatcher?: Dispatcher
}

export interface SqlAnswer {
  status: number
  body: unknown
}

interface SqlRequest {
  method: 'GET' | 'POST'
  /** Path and query; told whether this request was sent before, because a repeated statement has to say so. */
  path: (isRetry: boolean) => string
  body?: unknown
  signal?: AbortSignal | undefined
}

const ATTEMPTS = 3
const FIRST_BACKOFF_MS = 500
const MAX_BACKOFF_MS = 8000
/** A server that wants a longer pause is taken at its word by giving up: somebody is waiting. */
const MAX_RETRY_AFTER_MS = 30_000
/** Snowflake itself answers 202 after 45 s. */
const HEADERS_TIMEOUT_MS = 75_000
const MAX_BODY_BYTES = 256 * 1024 * 1024
/** Snowflake's "statement timed out": an answer about the statement, not about the connection. */
const STATEMENT_TIMED_OUT = '000630'

/**
 * One exchange with the SQL API: signs in, repeats what failed on the way (transport errors, 408, 429, 5xx; with
 * `Retry-After` where there is one, else full jitter), and on a 401 mints a new token once. Answers of every other status
 * are handed back as they are.
 *
 * @throws SqlError when no usable answer came, KeyError when the key cannot be used, the signal's reason when aborted
 */
export function createSqlTransport(options: SqlTransportOptions) {
  const { credentials, random = Math.random, sleep = pause } = options
  const { origin, pathname } = new URL(options.baseUrl)
  const base = origin + pathname.replace(/\/+$/, '')

  async function send(what: SqlRequest): Promise<SqlAnswer> {
    let attempt = 1
    let isReminted = false
    for (;;) {
      const token = await credentials.token()
      const answer = await exchange(what, attempt > 1 || isReminted, token).catch((error: unknown) => {
        what.signal?.throwIfAborted()
        if (error instanceof SqlError || attempt >= ATTEMPTS) throw toSqlError(error)
        return null
      })
      if (answer !== null && isAuthFailure(answer) && !isReminted) {
        isReminted = true
        credentials.invalidate(token)
        continue
      }
      if (answer !== null && !(isWorthRepeating(answer) && attempt < ATTEMPTS)) return answer
      await sleep(answer?.retryAfterMs ?? backoffMs(attempt), what.signal)
      attempt += 1
    }
  }

  async function exchange(what: SqlRequest, isRetry: boolean, token: AccessToken): Promise<RawAnswer> {
    const response = await request(`${base}${what.path(isRetry)}`, {
      method: what.method,
      headers: {
        authorization: `Bearer ${token.value}`,
        'x-snowflake-authorization-token-type': token.type,
        accept: 'application/json',
        'user-agent': options.userAgent,
        ...(what.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: what.body === undefined ? null : JSON.stringify(what.body),
      headersTimeout: HEADERS_TIMEOUT_MS,
      bodyTimeout: HEADERS_TIMEOUT_MS,
      signal: what.signal ?? null,
      ...(options.dispatcher ? { dispatcher: options.dispatcher } : {}),
    })
    const bytes = await readBounded(response.body)
    const text = isGzip(response.headers['content-encoding']) ? await inflate(bytes) : bytes.toString('utf8')
    return {
      status: response.statusCode,
      body: parseBody(text, response.statusCode),
      retryAfterMs: readRetryAfter(response.headers['retry-after']),
    }
  }

  function backoffMs(attempt: number): number {
    return random() * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1))
  }

  function toSqlError(error: unknown): SqlError {
    if (error instanceof SqlError) return error
    const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message
    return new SqlError(`Snowflake cannot be reached at ${base} (${reason}).`, {}, { cause: error })
  }

  return { send }
}

export type SqlTransport = ReturnType<typeof createSqlTransport>

interface RawAnswer extends SqlAnswer {
  retryAfterMs: number | null
}

async function readBounded(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Pages after the first come compressed without being asked for (source: snowflake docs, sql-api/handling-responses). */
async function inflate(bytes: Buffer): Promise<string> {
  try {
    return (await promisify(gunzip)(bytes, { maxOutputLength: MAX_BODY_BYTES })).toString('utf8')
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : error
  }
}

function tooLarge(): SqlError {
  return new SqlError(
    `The result is larger than ${MAX_BODY_BYTES / 1024 / 1024} MiB in one piece. Ask for less, for example with LIMIT.`,
  )
}

/** Undefined for what is no JSON, such as a proxy's HTML page; the status then has to speak for itself. */
function parseBody(text: string, status: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    if (status < 300)
      throw new SqlError(`The answer (HTTP ${status}) is not JSON. Is this address a Snowflake account?`, {
        httpStatus: status,
      })
    return undefined
  }
}

function isGzip(encoding: string | string[] | undefined): boolean {
  return typeof encoding === 'string' && /\bgzip\b/i.test(encoding)
}

/** Seconds or a date, as HTTP allows (RFC 9110, 10.2.3). */
function readRetryAfter(header: string | string[] | undefined): number | null {
  if (typeof header !== 'string') return null
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : null
}

/** 390112 ("session expired") comes with HTTP 200 (source: snowflake docs, cortex-rest-api, known issues). */
function isAuthFailure({ status, body }: SqlAnswer): boolean {
  return status === 401 || (status === 200 && codeOf(body) === '390112')
}

function isWorthRepeating({ status, body, retryAfterMs }: RawAnswer): boolean {
  if (retryAfterMs !== null && retryAfterMs > MAX_RETRY_AFTER_MS) return false
  return (status === 408 && codeOf(body) !== STATEMENT_TIMED_OUT) || status === 429 || status >= 500
}

function codeOf(body: unknown): unknown {
  return (body as { code?: unknown } | null | undefined)?.code
}
