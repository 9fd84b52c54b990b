import type { IncomingHttpHeaders } from 'node:http'

const SIGNS = ['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Real-IP', 'Via']

/**
 * The header that shows that a proxy passed the request on; null when none does. A proxy on this machine that nobody told
 * Coco about calls from loopback, so the address alone would take everybody behind it for somebody here. Vite's proxy, in
 * front of the page of `pnpm dev`, adds none of them.
 */
export function forwardedBy(headers: IncomingHttpHeaders): string | null {
  return SIGNS.find((name) => headers[name.toLowerCase()] !== undefined) ?? null
}
