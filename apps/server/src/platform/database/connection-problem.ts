/** Whether the database could not be reached or did not answer, in contrast to what it refused. */
export function isConnectionProblem(thrown: unknown): boolean {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++) {
    const { code } = error as { code?: unknown }
    if (typeof code === 'string' && (NODE_CODES.has(code) || STATES.test(code))) return true
    if (PG_SENTENCES.some((pattern) => pattern.test(error.message))) return true
  }
  return false
}

const NODE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
])

/**
 * SQLSTATE classes: 08 connection, 53 resources, 57P shutting down, 25006 read-only, 55P03 and 57014 waited too long, 25P03
 * was idle too long.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const STATES = /^(08...|53...|57P..|25006|25P03|55P03|57014)$/

/** What `pg` says in words alone. */
const PG_SENTENCES = [
  /^Connection terminated/,
  /^timeout exceeded when trying to connect/,
  /^timeout expired/,
  /^Query read timeout/,
  /^Client has encountered a connection error/,
  /^Client was closed/,
  /^Cannot use a pool after calling end/,
]
