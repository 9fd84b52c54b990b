/** What goes behind `Authorization: Bearer`, with the value of `X-Snowflake-Authorization-Token-Type`. */
export interface AccessToken {
  value: string
  type: 'KEYPAIR_JWT' | 'OAUTH'
}

/** One tenant's way to sign in at Snowflake. */
export interface Credentials {
  /**
   * A token that is good for at least the next minutes; minted ahead, shared by all who wait.
   * @throws KeyError when the private key cannot be used (missing file, wrong passphrase, too short …), SessionTokenError
   *   when the service's token cannot
   */
  token(): Promise<AccessToken>
  /** Says that upstream refused this token: the next `token()` reads the file again, and mints anew. */
  invalidate(refused: AccessToken): void
}
