import { createHash } from 'node:crypto'

/** The names of one account. In a URL or a token it is `ORG-NAME` or the locator. */
export interface AccountIdentity {
  organization: string
  name: string
  locator: string
}

/**
 * Reads the account identifier a client would be configured with: `ORG-NAME`, a locator with or without region and
 * cloud (`xy12345.us-east-1.aws`), or `xy12345-….global`. For `ORG-NAME` a locator is made up, always the same one.
 */
export function parseAccountIdentifier(identifier: string): AccountIdentity {
  const upper = identifier.trim().toUpperCase()
  const label = upper.split('.')[0] ?? ''
  const dash = label.indexOf('-')
  if (!/^[A-Z0-9][A-Z0-9_-]*$/.test(label)) throw new Error(`Not a Snowflake account identifier: "${identifier}"`)
  if (dash > 0 && !upper.includes('.GLOBAL')) {
    return { organization: label.slice(0, dash), name: label.slice(dash + 1), locator: makeLocator(label) }
  }
  const locator = dash > 0 ? label.slice(0, dash) : label
  return { organization: 'LOCAL', name: locator, locator }
}

/** Whether the account part of a token names this account. Underscores may be written as dashes. */
export function isSameAccount(account: AccountIdentity, claimed: string): boolean {
  const normal = (text: string) => text.replaceAll('_', '-')
  return claimed === account.locator || normal(claimed) === normal(`${account.organization}-${account.name}`)
}

function makeLocator(label: string): string {
  const hash = createHash('sha256').update(label).digest()
  const letters = [hash[0] ?? 0, hash[1] ?? 0].map((byte) => String.fromCharCode(65 + (byte % 26)))
  return `${letters.join('')}${String(hash.readUInt32BE(2) % 100_000).padStart(5, '0')}`
}
