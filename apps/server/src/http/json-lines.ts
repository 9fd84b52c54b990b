import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '../platform/app-error.ts'

const JSON_LINES = 'application/jsonl'

/**
 * tRPC sends a batch as JSON lines to whoever asks for them, by either header, and its head before the procedures have
 * run: a session's cookie and `Retry-After` would be lost.
 *
 * @throws AppError invalid_input
 */
export function refuseJsonLines(headers: IncomingHttpHeaders): void {
  const asked = [headers['trpc-accept'], headers.accept].some((accept) => accept?.includes(JSON_LINES))
  if (asked) throw new AppError('invalid_input', `Answers are not sent as ${JSON_LINES}. Ask for application/json.`)
}
