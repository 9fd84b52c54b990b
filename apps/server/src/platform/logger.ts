import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger }

/** The names of the quickstart's LOG_LEVEL. */
export const LOG_LEVELS = { DEBUG: 'debug', INFO: 'info', WARNING: 'warn', ERROR: 'error', CRITICAL: 'fatal' } as const
export type LogLevel = keyof typeof LOG_LEVELS

/**
 * JSON lines for the operator. Headers, bodies and query strings are never handed to it; what would slip in by name is
 * blanked, and of an error only what is known to be harmless is written (upstream's body, for one, is not).
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level: LOG_LEVELS[level],
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED, censor: '[redacted]' },
    serializers: { err: describeError },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

const SECRETS = [
  'authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'apiKey',
  'token',
  'password',
  'passphrase',
  'secret',
]
const PROMPTS = ['headers', 'body', 'messages', 'content', 'prompt']
const REDACTED = [...SECRETS, ...PROMPTS].flatMap((name) => [`["${name}"]`, `*["${name}"]`])

interface ErrorLine {
  type: string
  message: string
  code?: unknown
  stack?: string
  cause?: ErrorLine
}

function describeError(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error).slice(0, 500) }
  const code = (error as { code?: unknown }).code
  return {
    type: error.name,
    message: error.message.slice(0, 2000),
    ...(code === undefined ? {} : { code }),
    ...(depth === 0 && error.stack !== undefined ? { stack: error.stack.slice(0, 4000) } : {}),
    ...(error.cause === undefined || depth >= 3 ? {} : { cause: describeError(error.cause, depth + 1) }),
  }
}
