import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { type EmulatorOptions, startEmulator } from '../emulator.ts'
import { makeKeyPair, type TestKeyPair } from './key-pair.ts'
import { signToken, tokenParts } from './sign-token.ts'

const SQL_DIR = new URL('../../../../sql/', import.meta.url)
export const sqlFile = (name: string) => fileURLToPath(new URL(name, SQL_DIR))

/** Making keys is slow and every account may know the same ones. */
export const keys = { COCO_ADMIN: makeKeyPair(), COCO_USER_ALPHA: makeKeyPair(), COCO_USER_BETA: makeKeyPair() }
export type TestUser = keyof typeof keys

export interface Answer {
  status: number
  headers: Headers
  body: Record<string, unknown>
}

/** An emulator seeded with the project's scripts, and people who speak HTTP to it. */
export async function startTestAccount(options: Partial<EmulatorOptions> = {}) {
  const emulator = await startEmulator({
    dataDir: null,
    pace: { firstTokenMs: 0, tokensPerSecond: Number.POSITIVE_INFINITY },
    seed: {
      scripts: [sqlFile('01_rbac_setup.sql'), sqlFile('02_enable_model_rbac.sql')],
      publicKeys: Object.fromEntries(Object.entries(keys).map(([user, key]) => [user, key.publicKey])),
    },
    ...options,
  })

  async function call(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Answer> {
    const response = await fetch(`${emulator.url}${path}`, {
      method,
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text.startsWith('{') ? JSON.parse(text) : { text },
    }
  }

  const bearer = (user: string, key: TestKeyPair) => ({
    authorization: `Bearer ${signToken(tokenParts(user, key, options.now?.() ?? Date.now()), key)}`,
  })
  const as = (user: TestUser) => bearer(user, keys[user])

  return {
    emulator,
    call,
    bearer,
    as,
    /** Submits SQL as somebody. @param fields more of the request body */
    submit: (user: TestUser, statement: string, fields: object = {}, query = `requestId=${randomUUID()}`) =>
      call('POST', `/api/v2/statements?${query}`, as(user), { statement, ...fields }),
    /** Asks a model, not streamed. */
    ask: (user: TestUser, model: string) =>
      call('POST', '/api/v2/cortex/v1/chat/completions', as(user), {
        model,
        messages: [{ role: 'user', content: 'Hi' }],
        stream: false,
      }),
    models: async (user: TestUser) => (await call('GET', '/api/v2/cortex/models', as(user))).body.models,
    [Symbol.asyncDispose]: emulator.close,
  }
}

export type TestAccount = Awaited<ReturnType<typeof startTestAccount>>
