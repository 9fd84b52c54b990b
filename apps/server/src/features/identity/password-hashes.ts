import { hash as argon2Hash, verify as argon2Verify } from '@node-rs/argon2'
import { AppError } from '../../platform/app-error.ts'
import { randomToken } from '../../platform/random-token.ts'

export interface PasswordHashes {
  /** @throws AppError too_many_attempts when too many wait already */
  hash(password: string): Promise<string>
  /**
   * Whether it is the password. With no hash to compare, the same work is done for nothing: how long an answer takes says
   * nothing about who has an account.
   * @param beforeWork is called when it is this one's turn; what it throws, this throws
   * @throws AppError too_many_attempts
   */
  verify(hash: string | null, password: string, beforeWork?: () => void): Promise<boolean>
}

/** The hash function, to be counted by tests. */
export interface HashEngine {
  hash(password: Buffer, options: typeof OPTIONS): Promise<string>
  verify(hash: string, password: Buffer): Promise<boolean>
}

/** argon2id (the library's default) as OWASP's cheat sheet asks for: 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Each takes a core and 19 MiB: many at once would leave nothing for anybody's answer. */
const MAX_AT_ONCE = 2
const MAX_WAITING = 256
const RETRY_AFTER_MS = 5_000

export function createPasswordHashes(engine: HashEngine = { hash: argon2Hash, verify: argon2Verify }): PasswordHashes {
  let running = 0
  const waiting: (() => void)[] = []
  let ofNobody: Promise<string> | undefined

  const hash = (password: string) => inTurn(() => engine.hash(toBytes(password), OPTIONS))

  function verify(known: string | null, password: string, beforeWork = () => {}): Promise<boolean> {
    return inTurn(async () => {
      beforeWork()
      const compared = known ?? (await hashOfNobody())
      const isRight = await engine.verify(compared, toBytes(password))
      return isRight && known !== null
    })
  }

  /** Made once, with today's options, of a password that nobody has. */
  function hashOfNobody(): Promise<string> {
    ofNobody ??= engine.hash(toBytes(randomToken()), OPTIONS)
    return ofNobody
  }

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running < MAX_AT_ONCE) running++
    else {
      if (waiting.length >= MAX_WAITING) {
        const sentence = 'Too many people are signing in at the moment. Please try again in a few seconds.'
        throw new AppError('too_many_attempts', sentence, { retryAfterMs: RETRY_AFTER_MS })
      }
      await new Promise<void>((resolve) => void waiting.push(resolve))
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // Whoever is next takes this place over.
      if (next === undefined) running--
      else next()
    }
  }

  // At once, so that not even the first stranger is answered later than a person with an account.
  hashOfNobody().catch(() => (ofNobody = undefined))
  return { hash, verify }
}

/** A letter typed on another keyboard is the same letter. */
const toBytes = (password: string) => Buffer.from(password.normalize('NFKC'))
