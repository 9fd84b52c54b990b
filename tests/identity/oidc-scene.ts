import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { oidcSettings, sendJson, startLyingProvider } from '@coco/testkit/lying-provider'
import { makeTokenKey } from '@coco/testkit/sign-token'
import { startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type OidcScene = Awaited<ReturnType<typeof startOidcScene>>

/** A server that trusts one identity provider, and somebody else's server beside it. */
export async function startOidcScene() {
  /** Has keys and takes tokens. Nobody should ever call it. */
  const elsewhere = { url: '', calls: 0, key: makeTokenKey() }
  const thief = createServer((_request, response) => {
    elsewhere.calls += 1
    sendJson(response, { keys: [elsewhere.key.jwk] })
  })
  await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve))
  elsewhere.url = `http://127.0.0.1:${(thief.address() as AddressInfo).port}`
  const provider = await startLyingProvider()
  const upstream = await startHostileUpstream(says('fine'))
  const server = await startServerOn(upstream.url, { settings: oidcSettings(provider) })

  async function close() {
    await server.close()
    await upstream.close()
    await provider.close()
    thief.close()
  }
  return { elsewhere, provider, upstream, server, close }
}
