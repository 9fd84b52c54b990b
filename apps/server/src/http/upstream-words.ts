import type { CortexError } from '@coco/core/cortex/cortex-error'

const MAX_CHARS = 400

/**
 * What Snowflake itself said, for `/v1/chat/stream`, where its clients read it: the body to the letter when it is short
 * JSON without anything that looks like a secret or like the inside of somebody's network. `null`: say it in our words.
 */
export function upstreamWords(error: CortexError): string | null {
  const body = error.upstreamBody
  if (body === null || body.length >= MAX_CHARS) return null
  const readable = withoutEscapes(body)
  if (readable === null || !/\w/.test(readable)) return null
  return TELLTALES.some((pattern) => pattern.test(body) || pattern.test(readable)) ? null : body
}

/** Wide on purpose: a harmless sentence that is replaced by ours costs little. */
const TELLTALES = [
  /eyJ[\w-]{8,}/, // a JSON web token, or any base64 of `{"`
  /\b(bearer|basic|snowflake token)\b/i,
  /-----BEGIN/,
  // What is called a secret, and the names under which keys and sessions travel.
  /passw|passphrase|\bpwd\b|secret|credential|cookie|(api|access|private|account|signing)[-_ ]?key/i,
  /token["'\\\s]*[=:]/i,
  // Keys that say whose they are: OpenAI, Stripe, GitHub, GitLab, npm, Slack, Hugging Face, SendGrid, Google, AWS.
  /\b(sk|pk|rk|gh[a-z]|github_pat|glpat|npm|xox[a-z]|hf)[-_][\w-]{6,}/i,
  /\b(SG|ya29)\.[\w-]{6,}|\bAIza[\w-]{10,}|\b(AKIA|ASIA)[A-Z0-9]{8,}/,
  /[?&](sig|signature|key|x-amz-[a-z-]+)=/i, // an address that is signed
  /SHA256:/,
  /[0-9a-f]{32,}/i,
  /[A-Za-z0-9+/_=]{40,}/, // a long run without a break is a key or a token, not a sentence
  // Where something runs.
  /\b[a-z][a-z0-9+.-]*:\/\//i,
  /\b\d{1,3}(\.\d{1,3}){3}\b/,
  /\b[\w-]+\.(com|net|org|io|cloud|dev|example|invalid|internal|intranet|local|lan|corp|svc|cluster)\b/i,
  /(^|[\s"'(=])\/(app|etc|home|mnt|opt|root|srv|tmp|usr|var|Users)\//,
  /\bTraceback\b|\.(py|java|scala|js|ts|go|rs)\b/,
]

/** JSON as it reads once somebody has parsed it; null when it is none. */
function withoutEscapes(body: string): string | null {
  try {
    return JSON.stringify(JSON.parse(body))
  } catch {
    return null
  }
}
