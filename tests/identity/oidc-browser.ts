import type { LyingProvider } from '@coco/testkit/lying-provider'

/** A browser as far as signing in elsewhere needs one: it keeps cookies of one server and follows nothing by itself. */
export interface OidcBrowser {
  /** As `name=value; …`, of what was set so far. */
  cookies(): string
  /** Leaves for the provider: where to. */
  begin(returnTo?: string): Promise<URL>
  /** Comes back to the address that the provider sends it to. */
  comeBack(parameters: Record<string, string> | URLSearchParams): Promise<Landing>
  /** The whole way at an honest provider, or at one that lies. */
  signIn(provider: LyingProvider, returnTo?: string): Promise<Landing>
  /** A call of the page, from the server's own origin, with its cookies. */
  me(): Promise<{
    person: { id: string; email: string }
    tenant: { id: string }
    roles: string[]
    method: string
  } | null>
}

export interface Landing {
  status: number
  location: string | null
  isSignedIn: boolean
}

export function createOidcBrowser(serverUrl: string): OidcBrowser {
  const jar = new Map<string, string>()

  async function go(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(serverUrl + path, { redirect: 'manual', headers: { cookie: cookies(), ...headers } })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }

  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

  async function begin(returnTo?: string): Promise<URL> {
    const query = returnTo === undefined ? '' : `?${new URLSearchParams({ returnTo }).toString()}`
    const response = await go(`/auth/oidc/start${query}`)
    return new URL(response.headers.get('location') ?? '', serverUrl)
  }

  async function comeBack(parameters: Record<string, string> | URLSearchParams): Promise<Landing> {
    const response = await go(`/auth/oidc/callback?${new URLSearchParams(parameters).toString()}`)
    const isSignedIn = response.headers.getSetCookie().some((line) => /^coco_session_\w+=[^;]/.test(line))
    return { status: response.status, location: response.headers.get('location'), isSignedIn }
  }

  async function signIn(provider: LyingProvider, returnTo?: string): Promise<Landing> {
    const location = await begin(returnTo)
    const state = location.searchParams.get('state') ?? ''
    return comeBack({ code: provider.visit(location.searchParams), state })
  }

  async function me() {
    const response = await go('/trpc/session.me', { 'sec-fetch-site': 'same-origin' })
    const body = (await response.json()) as { result: { data: Awaited<ReturnType<OidcBrowser['me']>> } }
    return body.result.data
  }

  return { cookies, begin, comeBack, signIn, me }
}
