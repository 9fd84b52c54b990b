import { createHash, randomBytes } from 'node:crypto'

/** 32 random bytes as text for addresses and cookies: nobody guesses it. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of such a token. It is random enough for a plain hash, and whoever reads the hash cannot use it. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
