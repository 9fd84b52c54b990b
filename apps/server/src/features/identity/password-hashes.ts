import { hash as argon2Hash, verify as argon2Verify } from '@node-rs/argon2'
import { randomToken } from '../../platform/random-token.ts'

/** Each call takes a core and 19 MiB for some time: see `sign-in-turns.ts`. */
export interface PasswordHashes {
  hash(password: string): Promise<string>
  /**
   * Whether it is the password. With no hash to compare, the same work is done for nothing: how long an answer takes says
   * nothing about who has an account.
   */
  verify(hash: string | null, password: string): Promise<boolean>
}

/** The hash function, to be counted by tests. */
export interface HashEngine {
  hash(password: Buffer, options: typeof OPTIONS): Promise<string>
  verify(hash: string, password: Buffer): Promise<boolean>
}

/** argon2id (the library's default) as OWASP's cheat sheet asks for: 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function createPasswordHashes(engine: HashEngine = { hash: argon2Hash, verify: argon2Verify }): PasswordHashes {
  let ofNobody: Promise<string> | undefined

  async function verify(known: string | null, password: string): Promise<boolean> {
    const compared = known ?? (await hashOfNobody())
    const isRight = await engine.verify(compared, toBytes(password))
    return isRight && known !== null
  }

  /** Made once, with today's options, of a password that nobody has. */
  function hashOfNobody(): Promise<string> {
    ofNobody ??= engine.hash(toBytes(randomToken()), OPTIONS)
    return ofNobody
  }

  // At once, so that not even the first stranger is answered later than a person with an account.
  hashOfNobody().catch(() => (ofNobody = undefined))
  return { hash: (password) => engine.hash(toBytes(password), OPTIONS), verify }
}

/** A letter typed on another keyboard is the same letter. */
const toBytes = (password: string) => Buffer.from(password.normalize('NFKC'))
