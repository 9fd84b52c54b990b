import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { createTestClient } from '@coco/testkit/test-client'
import { says } from '@coco/testkit/upstream-scripts'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { createOidcBrowser } from './oidc-browser.ts'
import { oidcSettings } from '@coco/testkit/lying-provider'
import { signInAtRealProvider, startRealProvider } from './real-provider.ts'

test.each([
  ['whose ID tokens say everything', false],
  ['whose ID tokens say who, and which tells the rest when asked', true],
])('people sign in at a real provider %s', async (_what, thin) => {
  // The provider must know where to send people back to before the server has begun.
  const port = await freePort()
  await using upstream = await startHostileUpstream(says('fine'))
  await using provider = await startRealProvider({ redirectUri: `http://127.0.0.1:${port}/auth/oidc/callback`, thin })
  await using server = await startServerOn(upstream.url, {
    settings: { ...oidcSettings(provider), COCO_PORT: String(port) },
  })

  const browser = createOidcBrowser(server.serverUrl)
  const back = await signInAtRealProvider(await browser.begin('/account'), 'ann')
  expect(back.origin + back.pathname).toBe(`${server.serverUrl}/auth/oidc/callback`)
  expect(await browser.comeBack(back.searchParams)).toEqual({ status: 303, location: '/account', isSignedIn: true })
  expect(await browser.me()).toMatchObject({
    person: { name: 'ann', email: 'ann@example.com' },
    tenant: { id: 'tenant-alpha' },
    roles: ['member'],
    method: 'oidc',
  })
  const page = createTestClient(server.serverUrl, { cookie: browser.cookies(), origin: server.serverUrl })
  expect((await page.ask('hi')).at(-1)?.type).toBe('done')

  // Its code is good once; so is ours.
  const replayed = createOidcBrowser(server.serverUrl)
  await replayed.begin()
  expect(await replayed.comeBack(back.searchParams)).toMatchObject({ isSignedIn: false })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
