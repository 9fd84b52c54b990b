import type { SessionView } from '@coco/shared/identity-views'
import { type CookieJar, createCookieJar } from './cookie-jar.ts'
import { createTestClient, type TestClient } from './test-client.ts'

export interface SignedIn {
  session: SessionView
  jar: CookieJar
  /** What a browser would send to `/trpc` at this moment: `name=value; name=value`. */
  readonly cookie: string
  /** Keeps and sends cookies as a browser does. */
  client: TestClient
  /** A request as the browser's page makes it: with its cookies, from the server's own origin, as JSON. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

/** With one click, as in local mode. @throws Error when the server says no */
export function signIn(serverUrl: string, personId: string, tenantId?: string): Promise<SignedIn> {
  return signInBy(serverUrl, 'session.signInLocally', { personId, ...(tenantId === undefined ? {} : { tenantId }) })
}

export interface PasswordSignIn {
  email: string
  password: string
  tenantId?: string
}

/** @throws Error when the server says no */
export function signInWithPassword(serverUrl: string, input: PasswordSignIn): Promise<SignedIn> {
  return signInBy(serverUrl, 'session.signIn', input)
}

/** With a link that works once: `token` is what follows the `#` in its path. */
export function signInWithLink(
  serverUrl: string,
  input: { token: string; password?: string; presentPassword?: string; name?: string; email?: string },
): Promise<SignedIn> {
  return signInBy(serverUrl, 'links.use', input)
}

/** By any procedure that begins a session, over HTTP, as the page does. */
async function signInBy(serverUrl: string, procedure: string, input: object): Promise<SignedIn> {
  const jar = createCookieJar()
  const response = await jar.fetch(`${serverUrl}/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: serverUrl },
    body: JSON.stringify(input),
  })
  const body = (await response.json()) as { result: { data: SessionView } }
  if (!response.ok) throw new Error(`${procedure}: ${response.status} ${JSON.stringify(body)}`)
  return {
    session: body.result.data,
    jar,
    get cookie() {
      return jar.header('/trpc/any')
    },
    client: createTestClient(serverUrl, { origin: serverUrl }, jar.fetch),
    fetch(path, init = {}) {
      const headers = new Headers({ 'content-type': 'application/json', origin: serverUrl })
      for (const [name, value] of new Headers(init.headers)) headers.set(name, value)
      return jar.fetch(`${serverUrl}${path}`, { ...init, headers })
    },
  }
}
