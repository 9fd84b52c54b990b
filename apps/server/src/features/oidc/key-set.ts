import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'

/** How long keys are taken for the issuer's without asking again. */
const FRESH_MS = 5 * 60_000
/** How long they are while it does not answer; then nobody's token is believed. */
export const OIDC_KEYS_MAX_AGE_MS = 60 * 60_000
/** A token with a key that is not known may show a rotation, or be a guess: one question for all of them. */
const COOLDOWN_MS = 30_000
/** After it did not answer: only some callers wait for an answer that does not come. */
const BACK_OFF_MS = 30_000

/**
 * The issuer's public keys, from the address that its metadata names and from nowhere that a token says.
 * @param deps.fetchKeys what is at that address
 */
export function createKeySet(deps: {
  fetchKeys: () => Promise<JSONWebKeySet>
  monotonicMs: Clock['monotonicMs']
  log: Pick<Logger, 'warn'>
}): JWTVerifyGetKey {
  let keys: { find: JWTVerifyGetKey; readAtMs: number } | null = null
  let reading: Promise<void> | null = null
  let failure: { error: unknown; atMs: number } | null = null

  return async (header, token) => {
    if (ageMs() > FRESH_MS) await refresh()
    try {
      return await current()(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || ageMs() < COOLDOWN_MS) throw error
      await refresh()
      return current()(header, token)
    }
  }

  function current(): JWTVerifyGetKey {
    if (keys === null || ageMs() > OIDC_KEYS_MAX_AGE_MS) {
      throw new Error("the issuer's keys cannot be read, and those that were known are too old", {
        cause: failure?.error,
      })
    }
    return keys.find
  }

  function ageMs(): number {
    return keys === null ? Infinity : deps.monotonicMs() - keys.readAtMs
  }

  async function refresh(): Promise<void> {
    if (failure !== null && deps.monotonicMs() - failure.atMs < BACK_OFF_MS) return
    reading ??= read().finally(() => (reading = null))
    return reading
  }

  /** Keeps what is known when it fails: whether that is still good enough, `current` says. */
  async function read(): Promise<void> {
    const readAtMs = deps.monotonicMs()
    try {
      keys = { find: createLocalJWKSet(await deps.fetchKeys()), readAtMs }
      failure = null
    } catch (error) {
      failure = { error, atMs: deps.monotonicMs() }
      deps.log.warn({ err: error, keysAgeMs: keys === null ? null : ageMs() }, "the issuer's keys cannot be read")
    }
  }
}
