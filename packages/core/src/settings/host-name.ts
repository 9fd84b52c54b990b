import { isIPv6 } from 'node:net'

/**
 * A host name or an address in the one form that names are compared in: lower-case, and of IPv6 the shortest form without
 * brackets, however a setting, an address or a `Host` header writes it.
 */
export function toHostName(text: string): string {
  const bare = text
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
  return isIPv6(bare) ? (URL.parse(`http://[${bare}]`)?.hostname.slice(1, -1) ?? bare) : bare
}
