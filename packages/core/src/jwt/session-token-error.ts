/** Why the token that Snowflake mounts into a container cannot be used. */
export type SessionTokenErrorCode = 'token_missing' | 'token_unreadable' | 'token_empty' | 'not_a_token'

/** A session token that cannot be used. The message is for an operator: it names the file and the remedy, never the token. */
export class SessionTokenError extends Error {
  readonly code: SessionTokenErrorCode
  readonly path: string

  constructor(code: SessionTokenErrorCode, path: string, message: string) {
    super(message)
    this.name = 'SessionTokenError'
    this.code = code
    this.path = path
  }
}
