/** Why a private key cannot be used. Each code has its own remedy in the message. */
export type KeyErrorCode =
  | 'missing'
  | 'is_directory'
  | 'unreadable'
  | 'empty'
  | 'not_a_key'
  | 'public_key'
  | 'passphrase_missing'
  | 'wrong_passphrase'
  | 'unsupported_encryption'
  | 'not_rsa'
  | 'too_short'

/**
 * A private key that cannot be used. The message is one sentence for an operator: it names the file and the remedy,
 * never the passphrase and never a byte of the key.
 */
export class KeyError extends Error {
  readonly code: KeyErrorCode
  /** The file, as it was configured; null for a key that was handed over in memory. */
  readonly path: string | null

  constructor(code: KeyErrorCode, path: string | null, message: string) {
    super(message)
    this.name = 'KeyError'
    this.code = code
    this.path = path
  }
}
