import { isDeeperThan, MAX_JSON_DEPTH } from '@coco/shared/json-depth'
import { detail, type ValidationDetail } from './validation-detail.ts'

/** `undefined` is a body that is not there. */
export type JsonBody = { value: unknown } | { notUtf8: true } | { problem: ValidationDetail }

const JSON_TYPE = /^application\/([\w.+-]+\+)?json\s*(;|$)/i

/**
 * Bytes as JSON. A byte order mark is forgiven, of duplicate keys the last wins, nesting is bounded. A body of another
 * content type is not parsed: it stays a text, which is then no JSON object. Without a content type it is taken as JSON.
 */
export function readJson(bytes: Buffer | undefined, contentType: string | undefined): JsonBody {
  if (bytes === undefined || bytes.length === 0) return { value: undefined }
  const text = decodeUtf8(bytes)
  if (text === null) return { notUtf8: true }
  if (contentType !== undefined && !JSON_TYPE.test(contentType)) return { value: text }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: jsonInvalid(text, error) }
  }
  if (isDeeperThan(value, MAX_JSON_DEPTH)) {
    const msg = `JSON is nested deeper than ${MAX_JSON_DEPTH} levels`
    return { problem: detail('json_too_deep', ['body'], msg, {}, { max_depth: MAX_JSON_DEPTH }) }
  }
  return { value }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Without the byte order mark, which the decoder takes away. */
function decodeUtf8(bytes: Buffer): string | null {
  try {
    return UTF8.decode(bytes)
  } catch {
    return null
  }
}

function jsonInvalid(text: string, error: unknown): ValidationDetail {
  const reason = error instanceof Error ? error.message : ''
  const position = /at position (\d+)/.exec(reason)?.[1]
  const offset = position === undefined ? (/end of JSON/.test(reason) ? text.length : 0) : Number(position)
  return detail('json_invalid', ['body', offset], 'JSON decode error', {}, { error: 'not valid JSON' })
}
