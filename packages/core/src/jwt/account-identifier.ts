/**
 * The account part of a key-pair JWT's claims: capitals, without region and cloud, underscores kept.
 *
 * `myorg-my_account` → `MYORG-MY_ACCOUNT`, `xy12345.us-east-1.aws` → `XY12345`, `xy12345-ab1.global` → `XY12345`
 * (source: snowflake docs, key-pair-auth; the `.global` rule: snowflake-connector-python, auth/keypair.py).
 *
 * @throws Error when the text cannot be an account identifier
 */
export function accountClaim(account: string): string {
  const { locator } = parseAccount(account)
  const end = /\.global(\.|$)/i.test(locator) ? locator.search(/[-.]/) : locator.indexOf('.')
  return (end < 0 ? locator : locator.slice(0, end)).toUpperCase()
}

/**
 * The host that answers for an account: region, cloud and `privatelink` kept, `_` written as `-` because host names
 * have none (source: snowflake docs, admin-account-identifier).
 *
 * @param hostOverride a host of your own (private link, proxy), taken as it is; `https://` and a trailing `/` may be there
 * @throws Error when the account or the override cannot be a host
 */
export function accountHost(account: string, hostOverride?: string): string {
  if (hostOverride !== undefined && hostOverride.trim() !== '') return parseHost(hostOverride)
  const { locator, domain } = parseAccount(account)
  return `${locator.toLowerCase().replaceAll('_', '-')}.${domain}`
}

/** People paste what the browser shows, so `https://xy12345.eu-west-1.snowflakecomputing.com/` is the account too. */
function parseAccount(account: string): { locator: string; domain: string } {
  const bare = account
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '')
  const pasted = /^(.+)\.(snowflakecomputing\.(?:com|cn))$/i.exec(bare)
  const locator = pasted?.[1] ?? bare
  if (!/^[a-z0-9](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)*$/i.test(locator)) {
    throw new Error(
      `${JSON.stringify(account.slice(0, 80))} is not a Snowflake account identifier. ` +
        'It looks like myorg-myaccount, or xy12345.eu-west-1.',
    )
  }
  return { locator, domain: pasted?.[2]?.toLowerCase() ?? domainOf(locator) }
}

/** Regions in China have a domain of their own (source: snowflake-connector-python, url_util.py). */
function domainOf(locator: string): string {
  return /\.cn-/i.test(locator) ? 'snowflakecomputing.cn' : 'snowflakecomputing.com'
}

function parseHost(hostOverride: string): string {
  const host = hostOverride
    .trim()
    .replace(/^https:\/\//i, '')
    .replace(/\/+$/, '')
  if (!/^[a-z0-9.-]+(:\d{1,5})?$/i.test(host)) {
    throw new Error(
      `${JSON.stringify(hostOverride.slice(0, 80))} is not a host name such as acme.privatelink.snowflakecomputing.com.`,
    )
  }
  return host
}
