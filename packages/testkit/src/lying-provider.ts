import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Json, makeTokenKey, signRs256, type TokenKey } from './sign-token.ts'

export const CLIENT = { id: 'coco', secret: 'the-secret-of-the-client' }

/** What the provider does otherwise than an honest one would. */
export interface Lie {
  /** Claims of the ID token; `undefined` leaves one out. */
  claims?: Json
  header?: Json
  /** Instead of a token with these claims, signed as it should be. */
  idToken?: (claims: Json, provider: LyingProvider) => string | undefined
  accessToken?: string
  /** Instead of the answer of the token endpoint. */
  token?: (response: ServerResponse, provider: LyingProvider) => void
  userInfo?: Json
  metadata?: Json
  discovery?: (response: ServerResponse) => void
  keys?: Json[]
}

export interface LyingProvider extends AsyncDisposable {
  issuer: string
  key: TokenKey
  lie: Lie
  /** Paths in the order in which they were asked for. */
  asked: string[]
  /** What the token endpoint was sent, the last time. */
  exchange: URLSearchParams
  /** Of the account that signs in next. */
  account: Json
  /** Another key in place of the one so far. */
  rotate(): void
  /** What a browser's visit to the authorization endpoint comes to: a code for the callback. */
  visit(query: URLSearchParams): string
  /** Every code that was ever given. */
  codes(): string[]
  /** An access token of the account, as a program would have it. */
  accessToken(claims?: Json, header?: Json): string
  /** Answers nobody any more, or again. */
  setDown(isDown: boolean): void
  close(): Promise<void>
}

/** An identity provider on a port of its own that is honest until a test tells it how to lie. */
export async function startLyingProvider(): Promise<LyingProvider> {
  const nonces = new Map<string, string | null>()
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let isDown = false

  const provider: LyingProvider = {
    issuer,
    key: makeTokenKey(),
    lie: {},
    asked: [],
    exchange: new URLSearchParams(),
    account: newAccount(),
    rotate: () => void (provider.key = makeTokenKey()),
    visit(query) {
      const code = randomUUID()
      nonces.set(code, query.get('nonce'))
      return code
    },
    codes: () => [...nonces.keys()],
    accessToken: (claims = {}, header = {}) =>
      signRs256({ typ: 'at+jwt', ...header }, without({ ...basics(), ...provider.account, ...claims }), provider.key),
    setDown: (down) => void (isDown = down),
    close,
    [Symbol.asyncDispose]: close,
  }

  async function close(): Promise<void> {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }

  const basics = (): Json => {
    const seconds = Math.floor(Date.now() / 1000)
    return { iss: issuer, aud: CLIENT.id, iat: seconds, exp: seconds + 300 }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { lie } = provider
    const url = new URL(request.url ?? '', issuer)
    const path = url.pathname
    provider.asked.push(path)
    if (isDown) return void request.socket.destroy()
    switch (path) {
      case '/.well-known/openid-configuration':
        return lie.discovery ? lie.discovery(response) : sendJson(response, { ...metadata(), ...lie.metadata })
      case '/authorize':
        // Whoever comes is signed in here already.
        response.writeHead(302, { location: backTo(url) })
        return void response.end()
      case '/keys':
        return sendJson(response, { keys: lie.keys ?? [provider.key.jwk] })
      case '/token':
        provider.exchange = new URLSearchParams(await readText(request))
        if (lie.token) return lie.token(response, provider)
        return sendJson(response, tokens(provider.exchange.get('code') ?? ''))
      case '/userinfo':
        return sendJson(response, lie.userInfo ?? { sub: provider.account.sub })
      default:
        response.writeHead(404).end()
    }
  }

  function backTo({ searchParams }: URL): string {
    const back = new URL(searchParams.get('redirect_uri') ?? '')
    back.searchParams.set('code', provider.visit(searchParams))
    back.searchParams.set('state', searchParams.get('state') ?? '')
    return back.href
  }

  function metadata(): Json {
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      // A provider that lies says that it signs with anything.
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      authorization_response_iss_parameter_supported: false,
    }
  }

  function tokens(code: string): Json {
    const { lie, key } = provider
    const accessToken = lie.accessToken ?? randomUUID()
    const hash = createHash('sha256').update(accessToken).digest()
    const honest = { ...basics(), nonce: nonces.get(code), at_hash: hash.subarray(0, 16).toString('base64url') }
    const claims = without({ ...honest, ...provider.account, ...lie.claims })
    const idToken = lie.idToken === undefined ? signRs256(lie.header ?? {}, claims, key) : lie.idToken(claims, provider)
    return without({ access_token: accessToken, token_type: 'Bearer', expires_in: 300, id_token: idToken })
  }

  return provider
}

/** What a server is told of it. */
export const oidcSettings = ({ issuer }: { issuer: string }, more: Record<string, string> = {}) => ({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: CLIENT.id,
  OIDC_CLIENT_SECRET: CLIENT.secret,
  ...more,
})

/** Somebody whom nobody has seen before, a member of Alpha. */
export function newAccount(): Json {
  const sub = randomUUID()
  return {
    sub,
    email: `${sub}@example.com`,
    email_verified: true,
    name: 'Ann Lee',
    tenant: 'tenant-alpha',
    roles: ['member'],
  }
}

export function sendJson(response: ServerResponse, value: Json): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

function without(values: Json): Json {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
