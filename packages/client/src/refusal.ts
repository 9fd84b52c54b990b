import { CocoError } from './coco-error.ts'

/**
 * The refusal in a response that is not 2xx, or undefined when it is tRPC's own. Consumes the body.
 */
export async function refusalFrom(response: Response): Promise<CocoError | undefined> {
  const body = parseJson(await response.text().catch(() => ''))
  if (isTrpcError(body)) return undefined
  const statusCode = response.status
  return new CocoError('bad_response', `Expected an answer of Coco, got HTTP ${statusCode}.`, {
    statusCode,
    retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
  })
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
function retryAfterMs(header: string | null) {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : undefined
}
