import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Configuration, type JWK, Provider } from 'oidc-provider'
import { CLIENT } from '@coco/testkit/lying-provider'

export interface RealProvider extends AsyncDisposable {
  issuer: string
}

/**
 * `oidc-provider`, certified by the OpenID Foundation, with its own pages to sign in and to consent. Anybody may sign in;
 * the account is what was typed, a member of Alpha.
 *
 * @param thin the ID token has the subject alone, as the specification has it, and the rest is told when asked for
 */
export async function startRealProvider({
  redirectUri,
  thin,
}: {
  redirectUri: string
  thin: boolean
}): Promise<RealProvider> {
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' } as JWK
  const configuration: Configuration = {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'tenant', 'roles'] },
    conformIdTokenClaims: thin,
    cookies: { keys: [randomUUID()] },
    jwks: { keys: [key] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: `${id}@example.com`,
        email_verified: true,
        name: id,
        tenant: 'tenant-alpha',
        roles: ['member'],
      }),
    }),
  }
  const provider = new Provider(issuer, configuration)
  const handle = provider.callback()
  return {
    issuer,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Types a name into its pages and agrees, as a person does. Gives the address of ours that it sends the browser to. */
export async function signInAtRealProvider(location: URL, login: string): Promise<URL> {
  const jar = new Map<string, string>()
  let url = location
  let form: URLSearchParams | null = null
  for (let step = 0; step < 20; step++) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === null ? {} : { method: 'POST', body: form }),
    })
    form = null
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const next = response.headers.get('location')
    if (next !== null) {
      url = new URL(next, url)
      if (url.origin !== location.origin) return url
      continue
    }
    const page = await response.text()
    const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1]
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
    if (action === undefined || prompt === undefined)
      throw new Error(`the provider shows no form: ${page.slice(0, 500)}`)
    url = new URL(action, url)
    form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'any' } : { prompt })
  }
  throw new Error('the provider leads in circles')
}
