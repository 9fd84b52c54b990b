import { selfSigned } from '@coco/core/cortex/testing/self-signed'
import { chunk, DONE_LINE, openStream } from '@coco/testkit/upstream-scripts'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, type SecureContextOptions, setDefaultCACertificates } from 'node:tls'

/** What a server shows of itself, and whether this process trusts who signed it. */
export interface Identity extends SecureContextOptions {
  cert: string
  isTrusted: boolean
}

export interface SecureUpstream extends AsyncDisposable {
  url: string
  /** Requests that came through TLS. */
  requests(): number
  /** From the next connection on, everything about TLS is in order. */
  repair(): void
}

/** Four faults of TLS, and none. All but the unknown one are trusted, so that each is refused for its own fault. */
export function makeIdentities(): Record<'good' | 'unknown' | 'expired' | 'otherHost' | 'oldVersion', Identity> {
  const good = { ...selfSigned('IP:127.0.0.1', 1), isTrusted: true }
  // OpenSSL offers what is no longer safe only at its lowest security level.
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  return {
    good,
    unknown: { ...good, isTrusted: false },
    expired: { ...selfSigned('IP:127.0.0.1', -1), isTrusted: true },
    otherHost: { ...selfSigned('DNS:elsewhere.example', 1), isTrusted: true },
    oldVersion: { ...good, ...old },
  }
}

const builtIn = getCACertificates('default')

/** One at a time: the certificates are of one name, and OpenSSL looks them up by name. */
function trustOnly({ cert, isTrusted }: Identity): void {
  setDefaultCACertificates(isTrusted ? [...builtIn, cert] : builtIn)
}

/** An upstream that answers well, behind whatever TLS it is given. */
export async function startSecureUpstream(identity: Identity, good: Identity): Promise<SecureUpstream> {
  let requests = 0
  const server = createServer(identity, (request, response) => {
    requests += 1
    request.resume()
    openStream(response).end(chunk({ content: 'well again', finishReason: 'stop' }) + DONE_LINE)
  })
  trustOnly(identity)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `https://127.0.0.1:${port}/api/v2/cortex`,
    requests: () => requests,
    repair() {
      server.setSecureContext(good)
      trustOnly(good)
    },
    async [Symbol.asyncDispose]() {
      setDefaultCACertificates(builtIn)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
