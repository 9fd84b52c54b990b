import type { IncomingHttpHeaders } from 'node:http'

/**
 * The Snowflake user whom the ingress of Snowpark Container Services names (source: snowflake docs, spcs ingress). It proves
 * something only where the settings say that nobody comes but through that ingress; one that stands twice proves nothing.
 */
export function ingressUserOf({ 'sf-context-current-user': name }: IncomingHttpHeaders): string | null {
  return typeof name === 'string' && name !== '' ? name : null
}
