import type { Settings } from '@coco/core/settings/env-file'
import type { Finding } from './finding.ts'

const TIMEOUT_MS = 5000
const check = 'provider'

/**
 * Whether the identity provider of OIDC_ISSUER answers, and calls itself so. Nothing is said where nobody signs in elsewhere.
 * Source: OpenID Connect Discovery 1.0, sections 4.1 and 4.3.
 */
export async function checkIdentityProvider({ OIDC_ISSUER: issuer }: Settings): Promise<Finding[]> {
  if (issuer === undefined || !URL.canParse(issuer)) return []
  const url = `${issuer.trim().replace(/\/$/, '')}/.well-known/openid-configuration`
  let told: unknown
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (!response.ok) return [failure(`${url} answers ${response.status}`)]
    told = ((await response.json()) as { issuer?: unknown } | null)?.issuer
  } catch (error) {
    const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException }
    return [failure(`${url} does not answer (${cause?.code ?? message})`)]
  }
  if (told === issuer.trim()) return [{ check, ok: true, detail: issuer }]
  const name = typeof told === 'string' ? JSON.stringify(told.slice(0, 200)) : 'nothing'
  return [failure(`the provider calls itself ${name}, not what OIDC_ISSUER says`)]
}

function failure(detail: string): Finding {
  const remedy = 'Write OIDC_ISSUER as the provider’s own tokens name it, to the letter, and let this machine reach it.'
  return { check, ok: false, detail, remedy }
}
