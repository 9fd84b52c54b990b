import { newAccount, oidcSettings, startLyingProvider } from '@coco/testkit/lying-provider'
import { type Stack, type StackOptions, startStack } from '@coco/testkit/start-stack'
import { createTestClient, type TestClient } from '@coco/testkit/test-client'

/** A program with somebody's token, of a tenant and with roles that the issuer vouches for. */
export interface Program {
  client: TestClient
  headers: Record<string, string>
  /** A call of the REST routes; an object as the body is sent as JSON. */
  call(method: string, path: string, body?: object | string, headers?: Record<string, string>): Promise<RestAnswer>
}

export interface RestAnswer {
  status: number
  type: string
  headers: Headers
  body: RestBody
  text: string
}

/** All that bodies of these routes say between them; each one says some of it. These are tests of a wire: nothing is checked on the way. */
export interface RestBody {
  id: string
  title: string
  tenant_id: string
  request_id: string
  count: number
  documents: { id: string; title: string }[]
  next_cursor: string | null
  ingested: string
  pii_flagged: boolean
  answer: string
  found: boolean
  pii_included: boolean
  sources: { title: string }[]
  status: number
  code: string
  detail: string
  problem: string
  errors: object[]
}

export interface DocumentScene extends AsyncDisposable {
  stack: Stack
  /** Somebody new each time. */
  program(tenant: string, ...roles: string[]): Program
  /** One person whose token says other roles later. */
  person(tenant: string): (...roles: string[]) => Program
  withHeaders(headers: Record<string, string>): Program
}

/** The server, the local Snowflake and an issuer of tokens. */
export async function openDocumentScene(options: StackOptions = {}): Promise<DocumentScene> {
  const provider = await startLyingProvider()
  const stack = await startStack({ ...options, settings: { ...oidcSettings(provider), ...options.settings } })

  function withHeaders(headers: Record<string, string>): Program {
    return {
      headers,
      client: createTestClient(stack.serverUrl, headers),
      async call(method, path, body, more = {}) {
        const isJson = typeof body === 'object'
        const response = await fetch(`${stack.serverUrl}${path}`, {
          method,
          headers: { ...headers, ...(isJson ? { 'content-type': 'application/json' } : {}), ...more },
          ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
        })
        const text = await response.text()
        const type = response.headers.get('content-type') ?? ''
        return {
          status: response.status,
          type,
          headers: response.headers,
          text,
          body: text === '' ? null : JSON.parse(text),
        }
      },
    }
  }

  function person(tenant: string) {
    const account = newAccount()
    return (...roles: string[]) => {
      const token = provider.accessToken({ ...account, tenant, roles })
      return withHeaders({ authorization: `Bearer ${token}` })
    }
  }

  return {
    stack,
    withHeaders,
    person,
    program: (tenant, ...roles) => person(tenant)(...roles),
    async [Symbol.asyncDispose]() {
      await stack.close()
      await provider.close()
    },
  }
}
