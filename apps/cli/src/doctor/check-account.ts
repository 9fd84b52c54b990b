import type { AccountAccess } from './account-access.ts'
import type { Finding } from './finding.ts'

const TIMEOUT_MS = 10_000
/** A token that looks older or younger than this is refused sooner or later; the Date header itself is exact to a second. */
const MAX_SKEW_SECONDS = 30

/** Whether the account answers at all, and how far this machine's clock is from its own. */
export async function checkAccount({ account, sqlUrl }: AccountAccess): Promise<Finding[]> {
  const askedAtMs = Date.now()
  let response: Response
  try {
    response = await fetch(sqlUrl, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
  } catch (error) {
    return [
      {
        check: 'reachable',
        ok: false,
        detail: `${sqlUrl} does not answer (${reasonOf(error)})`,
        remedy: remedyFor(reasonOf(error)),
      },
    ]
  }
  const halfwayMs = (askedAtMs + Date.now()) / 2
  return [
    { check: 'reachable', ok: true, detail: `${account} at ${sqlUrl}` },
    compareClocks(response.headers.get('date'), halfwayMs),
  ]
}

function compareClocks(dateHeader: string | null, hereMs: number): Finding {
  const thereMs = Date.parse(dateHeader ?? '')
  if (Number.isNaN(thereMs))
    return { check: 'clock', ok: true, detail: 'not compared: the account does not say what time it is' }
  const skewSeconds = Math.round((hereMs - thereMs) / 1000)
  if (Math.abs(skewSeconds) <= MAX_SKEW_SECONDS) {
    return { check: 'clock', ok: true, detail: `${Math.abs(skewSeconds)} s from Snowflake's` }
  }
  return {
    check: 'clock',
    ok: false,
    detail: `${Math.abs(skewSeconds)} s ${skewSeconds > 0 ? 'ahead of' : 'behind'} Snowflake's`,
    remedy: 'Set the clock of this machine (NTP): tokens carry the time and are refused when it is wrong.',
  }
}

function remedyFor(reason: string): string {
  if (CERTIFICATE.test(reason)) {
    return 'The certificate is not trusted. If a proxy of your network opens TLS, name its authority in NODE_EXTRA_CA_CERTS; else SNOWFLAKE_HOST leads elsewhere.'
  }
  const settings = 'Check SNOWFLAKE_ACCOUNT, SNOWFLAKE_HOST, CORTEX_BASE_URL_OVERRIDE'
  if (reason !== 'ENOTFOUND') return `${settings} and the way out of this network.`
  return `No host has that name. ${settings}: an account is myorg-myaccount, or a locator with its region, xy12345.eu-west-1.`
}

/** What Node says of a certificate that it does not take, and of an answer that is no TLS: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE = /CERT|SIGNATURE|ERR_TLS|ERR_SSL|ISSUER/

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException }
  return cause?.code ?? cause?.message ?? message
}
