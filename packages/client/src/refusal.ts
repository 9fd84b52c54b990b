import { CocoError, type CocoErrorCode } from './coco-error.ts'

/**
 * The refusal in a response that is not 2xx, or undefined when tRPC wrote it: the server's own words from before tRPC,
 * as `{ code, message, request_id }`, or whatever stands in between. Consumes the body.
 */
export async function refusalFrom(response: Response): Promise<CocoError | undefined> {
  const statusCode = response.status
  const body = parseJson(await response.text())
  if (isTrpcError(body)) return undefined
  if (isOwnError(body)) {
    const { code, message, request_id: requestId, retry_after_ms: retryAfterMs } = body
    return new CocoError(code, message, { statusCode, requestId, retryAfterMs })
  }
  const retryAfterMs = retryAfterMsOf(response.headers.get('retry-after'))
  return new CocoError('bad_response', `Expected an answer of Coco, got HTTP ${statusCode}.`, {
    statusCode,
    retryAfterMs,
  })
}

interface OwnError {
  code: CocoErrorCode
  message: string
  request_id: string
  retry_after_ms?: number
}

function isOwnError(body: unknown): body is OwnError {
  return ['code', 'message', 'request_id'].every((name) => typeof field(body, name) === 'string')
}

function isTrpcError(body: unknown) {
  return field(field(body, 'error'), 'data') !== undefined
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Seconds only: a date, the header's other form, depends on two clocks that agree. */
function retryAfterMsOf(header: string | null) {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : undefined
}
