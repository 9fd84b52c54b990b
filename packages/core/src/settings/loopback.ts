import { isIPv4 } from 'node:net'
import { toHostName } from './host-name.ts'

/** Whether a host name or an address, with brackets or without, is this machine's own and nobody else's. */
export function isLoopbackHost(host: string): boolean {
  const name = toHostName(host)
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'))
}
