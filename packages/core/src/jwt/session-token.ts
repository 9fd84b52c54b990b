import { readFile, stat } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import type { AccessToken, Credentials } from '../cortex/credentials.ts'
import { SessionTokenError } from './session-token-error.ts'

/** Between a file that changed and its use: one that is written in place is empty or half there for a moment. */
const SETTLE_MS = 1000
/** A token that was in the file this recently is good: it lives up to an hour and is replaced every few minutes. */
const TRUST_FOR_MS = 120_000
/** A header that long is refused everywhere; such a file is something else. */
const MAX_CHARACTERS = 16_384

interface Content {
  stamp: string
  token: AccessToken | SessionTokenError
}

/**
 * The OAuth token that Snowflake mounts into a container of Snowpark Container Services, as a way to sign in as the service.
 * The file is read again on each use, as Snowflake asks for (source: snowflake docs, spcs "connecting to Snowflake from a
 * service"; the token type is what applications there send). While a new content is younger than a second, the token that
 * was there just before is sent, so that neither a missing nor a half-written file fails a call.
 *
 * @param options.monotonicNow milliseconds of a clock that nobody sets
 */
export function createSessionToken({
  path,
  monotonicNow = () => performance.now(),
}: {
  path: string
  monotonicNow?: () => number
}): Credentials {
  let held: { content: Content & { token: AccessToken }; seenAtMs: number } | null = null
  let newer: { stamp: string; sinceMs: number } | null = null
  let reading: Promise<Content> | null = null

  async function token(): Promise<AccessToken> {
    reading ??= readContent(path).finally(() => (reading = null))
    const content = await reading
    const nowMs = monotonicNow()
    if (held !== null && content.stamp !== held.content.stamp && isUnsettled(content.stamp, nowMs)) {
      if (nowMs - held.seenAtMs < TRUST_FOR_MS) return held.content.token
    }
    newer = null
    if (content.token instanceof SessionTokenError) {
      held = null
      throw content.token
    }
    held = { content: { ...content, token: content.token }, seenAtMs: nowMs }
    return content.token
  }

  function isUnsettled(stamp: string, nowMs: number): boolean {
    if (newer?.stamp !== stamp) newer = { stamp, sinceMs: nowMs }
    return nowMs - newer.sinceMs < SETTLE_MS
  }

  /** What was refused is not held on to: the file says what is right, however new it is. */
  function invalidate(refused: AccessToken): void {
    if (held?.content.token.value === refused.value) held = null
  }

  return { token, invalidate }
}

async function readContent(path: string): Promise<Content> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
    const text = (await readFile(path, 'utf8')).trim()
    return { stamp: `${ino}:${size}:${mtimeNs}:${ctimeNs}:${text}`, token: toToken(text, path) }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    return { stamp: code, token: toUnreadable(code, path) }
  }
}

function toToken(text: string, path: string): AccessToken | SessionTokenError {
  if (text === '') {
    const message = `The session token file ${path} is empty. Snowflake writes it; see that the service is not suspended.`
    return new SessionTokenError('token_empty', path, message)
  }
  if (text.length > MAX_CHARACTERS || !/^[\x21-\x7e]+$/.test(text)) {
    const message = `The file ${path} holds no token. Name the file that Snowflake mounts in sessionTokenPath.`
    return new SessionTokenError('not_a_token', path, message)
  }
  return { value: text, type: 'OAUTH' }
}

function toUnreadable(code: string, path: string): SessionTokenError {
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const message = `There is no session token file ${path}. It is there only inside Snowpark Container Services; elsewhere give the tenant a user and a key pair.`
    return new SessionTokenError('token_missing', path, message)
  }
  const message = `The session token file ${path} cannot be read (${code}). Let this process read it.`
  return new SessionTokenError('token_unreadable', path, message)
}
