import type { SessionView } from '@coco/shared/identity-views'
import { createTestClient, type TestClient } from './test-client.ts'

export interface SignedIn {
  session: SessionView
  /** What a browser would send: `name=value`. */
  cookie: string
  client: TestClient
  /** A request as the browser's page makes it: with the cookie, from the server's own origin, as JSON. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

/** Signs in over HTTP, as the page does. @throws Error when the server says no */
export async function signIn(serverUrl: string, personId: string, tenantId?: string): Promise<SignedIn> {
  const response = await fetch(`${serverUrl}/trpc/session.signInLocally`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: serverUrl },
    body: JSON.stringify({ personId, ...(tenantId === undefined ? {} : { tenantId }) }),
  })
  const body = (await response.json()) as { result: { data: SessionView } }
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  if (!response.ok || cookie === undefined) throw new Error(`signing in as ${personId}: ${JSON.stringify(body)}`)
  const fromPage = { cookie, origin: serverUrl }
  return {
    session: body.result.data,
    cookie,
    client: createTestClient(serverUrl, fromPage),
    fetch(path, init = {}) {
      const headers = new Headers({ 'content-type': 'application/json', ...fromPage })
      for (const [name, value] of new Headers(init.headers)) headers.set(name, value)
      return fetch(`${serverUrl}${path}`, { ...init, headers })
    },
  }
}
