import type { CortexError } from '@coco/core/cortex/cortex-error'

const MAX_CHARS = 400

/**
 * What Snowflake itself said, for `/v1/chat/stream`, where its clients read it: the body to the letter when it is short
 * JSON without anything that looks like a secret. `null`: say it in our words.
 */
export function upstreamWords(error: CortexError): string | null {
  const body = error.upstreamBody
  if (body === null || body.length >= MAX_CHARS || !isJson(body)) return null
  return looksSecret(body) ? null : body
}

const SECRETS = [
  /eyJ[\w-]{8,}/, // a JSON web token, or any base64 of `{"`
  /\b(bearer|basic|snowflake token)\b/i,
  /-----BEGIN/,
  /\b(sk|pk|ghp|xox[a-z])[-_][\w-]{6,}/i,
  /\b(AKIA|ASIA)[A-Z0-9]{12,}/,
  /\b(password|passwd|passphrase|secret|api[-_ ]?key|access[-_ ]?token|private[-_ ]?key|credential)/i,
  /SHA256:/,
  /\w+:\/\/[^\s"/]*@/, // credentials in an address
  /[A-Za-z0-9+/_=]{48,}/, // a long run without a break is a key or a token, not a sentence
]

function looksSecret(text: string): boolean {
  return SECRETS.some((pattern) => pattern.test(text))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
