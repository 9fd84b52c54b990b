import { CocoError } from './coco-error.ts'
import { refusalFrom } from './refusal.ts'

/** The part of the platform's `fetch` that is used: give your own for a proxy, tracing or a test. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * A `fetch` that proves who is calling. A refusal that tRPC did not write (a proxy's page, the server's answer before
 * tRPC) is thrown as a `CocoError`; tRPC's own is returned, for its link to read.
 */
export function createCocoFetch(options: { fetch: Fetch; apiKey: string }): Fetch {
  return async (url, init) => {
    const headers = new Headers(init.headers)
    headers.set('x-api-key', options.apiKey)
    // A redirect would carry the key to whatever host it names, and a cookie would be a second credential.
    const response = await options.fetch(url, { ...init, headers, redirect: 'error', credentials: 'omit' })
    const refusal = response.ok ? undefined : await refusalFrom(response.clone())
    if (refusal) throw refusal
    return response
  }
}

/** The platform quotes a header value that it refuses, and so would every log: it is refused here, unquoted. */
export function checkApiKey(apiKey: string): string {
  if (/^[\x21-\x7e]+$/.test(apiKey)) return apiKey
  throw new CocoError('invalid_api_key', 'The API key is empty, or has a character that no key has (a line break?).')
}
