import { assumptions } from '../assumptions.ts'

export interface DecodedJwt {
  header: Record<string, unknown>
  payload: Record<string, unknown>
  signedPart: Buffer
  signature: Buffer
}

/** Takes a compact JWS apart without believing any of it; null when it is none. */
export function decodeJwt(token: string): DecodedJwt | null {
  if (token.length > assumptions.jwtLongestBytes.value) return null
  const parts = token.split('.')
  const [header, payload, signature] = parts.map(decodeBase64Url)
  if (parts.length !== 3 || !header || !payload || !signature) return null
  const headerObject = parseObject(header)
  const payloadObject = parseObject(payload)
  if (headerObject === null || payloadObject === null) return null
  const signedPart = Buffer.from(token.slice(0, token.lastIndexOf('.')))
  return { header: headerObject, payload: payloadObject, signedPart, signature }
}

/** Strict: `Buffer` skips what it does not know, and one signature must have one spelling. */
function decodeBase64Url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}

function parseObject(bytes: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null // not UTF-8 or not JSON
  }
}
