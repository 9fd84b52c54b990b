import { CortexError, type CortexErrorCode } from './cortex-error.ts'

/** What failed between us and upstream, below HTTP. `retryable`: nothing was answered and a new connection may help. */
export class TransportError extends CortexError {
  readonly retryable: boolean

  constructor(message: string, code: CortexErrorCode, statusCode: number, retryable: boolean) {
    super(message, { code, statusCode })
    this.retryable = retryable
  }
}

export function connectTimeout(connectMs: number): TransportError {
  // Not retried: who did not answer within the whole connect deadline will not answer within the next one either.
  return new TransportError(`no connection within ${connectMs} ms`, 'upstream_timeout', 504, false)
}

/**
 * The error that Node or undici reported, as ours. Their texts name hosts and addresses, so only the code is kept.
 *
 * @param answered whether upstream's headers had arrived: from then on a cut is a broken answer, not a failed connection
 */
export function toTransportError(error: unknown, answered: boolean): CortexError {
  if (error instanceof CortexError) return error
  const code = codeOf(error)
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return new TransportError(`no connection (${code})`, 'upstream_timeout', 504, false)
  }
  if (code.startsWith('HPE_') || MALFORMED.has(code)) {
    return new TransportError(`upstream does not speak HTTP/1.1 (${code})`, 'upstream_malformed', 502, false)
  }
  if (answered) return new TransportError(`connection lost (${code})`, 'upstream_broken_off', 502, false)
  if (isTlsCode(code)) return new TransportError(`TLS refused (${code})`, 'upstream_unreachable', 502, false)
  return new TransportError(`cannot connect (${code})`, 'upstream_unreachable', 502, true)
}

/** Undici's parser error has a code only when llhttp gave one; otherwise its name stands here. */
const MALFORMED = new Set(['HTTPParserError', 'UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'])

/** OpenSSL's verification results have no common prefix: these are the ones a client can meet, by their endings. */
function isTlsCode(code: string): boolean {
  return (
    code.startsWith('ERR_TLS_') ||
    code.startsWith('ERR_SSL_') ||
    code === 'EPROTO' ||
    /(?:^|_)(?:CERT|CERTIFICATE|CERT_IN_CHAIN|ISSUER_CERT|ISSUER_CERT_LOCALLY|LEAF_SIGNATURE|CRL)(?:$|_)/.test(code)
  )
}

function codeOf(error: unknown): string {
  // Node tries several addresses at once and reports all failures together.
  if (error instanceof AggregateError && error.errors.length > 0 && !('code' in error)) return codeOf(error.errors[0])
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.name : 'unknown'
}
