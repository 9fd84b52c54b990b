/** A call that takes longer, its body included, is given up. */
const TIMEOUT_MS = 5_000
/** More than any document of an issuer has. */
const MAX_BYTES = 1_048_576

/** The issuer did not answer, or said itself that it cannot. */
export class IssuerUnreachable extends Error {
  override readonly name = 'IssuerUnreachable'
}

/** What openid-client hands to its `fetch`. */
interface IssuerCall {
  method?: string
  headers?: Record<string, string>
  body?: RequestInit['body']
}

export type IssuerFetch = (url: string, call?: IssuerCall) => Promise<Response>

/**
 * `fetch` for calls to an issuer: a whole answer within 5 s and 1 MiB, or none. Redirects are not followed: they would
 * carry the client's secret to wherever they lead.
 *
 * @throws IssuerUnreachable
 */
export function createIssuerFetch(fetchIt: typeof fetch, timeoutMs = TIMEOUT_MS): IssuerFetch {
  return async (url, { method = 'GET', headers = {}, body } = {}) => {
    const { host } = new URL(url)
    try {
      const signal = AbortSignal.timeout(timeoutMs)
      const init = { method, headers, redirect: 'manual' as const, signal, ...(body === undefined ? {} : { body }) }
      const response = await fetchIt(url, init)
      if (response.status >= 500) throw new Error(`status ${response.status}`)
      const bytes = await readAll(response)
      return new Response(isBodiless(response.status) ? null : bytes, {
        status: response.status,
        headers: response.headers,
      })
    } catch (error) {
      throw new IssuerUnreachable(`${host} did not give a whole answer`, { cause: error })
    }
  }
}

async function readAll(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader()
  const chunks: Uint8Array[] = []
  let bytes = 0
  for (;;) {
    const read = await reader?.read()
    if (read === undefined || read.done) return new Uint8Array(Buffer.concat(chunks))
    bytes += read.value.byteLength
    if (bytes > MAX_BYTES) {
      await reader?.cancel()
      throw new Error(`more than ${MAX_BYTES} bytes`)
    }
    chunks.push(read.value)
  }
}

const isBodiless = (status: number) => status === 204 || status === 205 || status === 304
