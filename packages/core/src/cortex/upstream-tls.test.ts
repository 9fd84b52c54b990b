import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:https'
import type { SecureVersion } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCortexClient } from './cortex-client.ts'
import { collect } from './testing/collect.ts'
import { selfSigned } from './testing/self-signed.ts'
import { chunk, createCredentials, DONE, EVENT_STREAM } from './testing/stand-in-upstream.ts'

const servers: Server[] = []
let good: { key: string; cert: string }
let requests = 0

beforeAll(() => {
  good = selfSigned('IP:127.0.0.1', 1)
})

afterAll(() => {
  for (const server of servers) server.close()
})

async function serve(pair: { key: string; cert: string }, maxVersion: SecureVersion = 'TLSv1.3'): Promise<string> {
  // Old versions need OpenSSL's lowest security level, else the server could not even offer them.
  const old = maxVersion === 'TLSv1.1' ? { minVersion: 'TLSv1' as const, ciphers: 'DEFAULT@SECLEVEL=0' } : {}
  const server = createServer({ ...pair, maxVersion, ...old }, (request, response) => {
    requests += 1
    request.resume()
    response.writeHead(200, EVENT_STREAM).end(chunk('over TLS') + DONE)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/api/v2/cortex`
}

async function ask(baseUrl: string, ca?: string) {
  const client = createCortexClient({ baseUrl, ...(ca && { ca }) })
  const outcome = await collect(client.streamChat({ credentials: createCredentials(), body: {} }))
  await client.close()
  return outcome
}

test('a certificate that is trusted works', async () => {
  expect(await ask(await serve(good), good.cert)).toMatchObject({ text: 'over TLS', error: null })
})

test('row 3: four kinds of bad TLS are 502, named in the log, and never worked around', async () => {
  requests = 0
  const expired = selfSigned('IP:127.0.0.1', -1)
  const otherHost = selfSigned('DNS:elsewhere.example', 1)
  const faults = [
    { ask: ask(await serve(good)), cause: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    { ask: ask(await serve(expired), expired.cert), cause: 'CERT_HAS_EXPIRED' },
    { ask: ask(await serve(otherHost), otherHost.cert), cause: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    { ask: ask(await serve(good, 'TLSv1.1'), good.cert), cause: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' },
  ]
  for (const fault of faults) {
    const { error, events } = await fault.ask
    expect(events).toEqual([])
    expect(error).toMatchObject({ code: 'upstream_unreachable', statusCode: 502 })
    expect(error?.message).toBe(`TLS refused (${fault.cause})`)
  }
  expect(requests).toBe(0)
})

test('row 3: NODE_TLS_REJECT_UNAUTHORIZED=0 does not switch the check off', async () => {
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  try {
    expect((await ask(await serve(good))).error).toMatchObject({ code: 'upstream_unreachable' })
  } finally {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before
  }
})
