import { createJwtFactory } from '@coco/core/jwt/jwt-factory'
import { type Stack, startStack } from '@coco/testkit/start-stack'
import { join } from 'node:path'
import OpenAI from 'openai'
import AuthKeypair from 'snowflake-sdk/dist/lib/authentication/auth_keypair.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** Programs that have never heard of Coco, at the local Snowflake. */
let stack: Stack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.close())

const alphaKeyPath = () => join(stack.folder, 'keys/alpha_rsa_key.p8')
const HI = [{ role: 'user' as const, content: 'say exactly: well met' }]

async function openAi(): Promise<OpenAI> {
  const privateKey = { path: alphaKeyPath(), passphrase: null }
  const factory = createJwtFactory({ account: 'COCO-LOCAL', user: 'COCO_USER_ALPHA', privateKey })
  const { value: apiKey } = await factory.token()
  return new OpenAI({ baseURL: `${stack.emulatorUrl}/api/v2/cortex/v1`, apiKey, maxRetries: 0 })
}

describe('the openai client', () => {
  test.each(['claude-4-sonnet', 'mistral-large2'])('streams an answer of %s', async (model) => {
    const client = await openAi()
    const stream = await client.chat.completions.create({
      model,
      messages: HI,
      stream: true,
      stream_options: { include_usage: true },
    })
    let text = ''
    let totalTokens = 0
    for await (const { choices, usage } of stream) {
      text += choices[0]?.delta.content ?? ''
      totalTokens = usage?.total_tokens ?? totalTokens
    }
    expect(text).toBe('well met')
    expect(totalTokens).toBeGreaterThan(0)
  })

  test('reads an answer as a whole', async () => {
    const client = await openAi()
    const { choices } = await client.chat.completions.create({ model: 'claude-4-sonnet', messages: HI })
    expect(choices).toMatchObject([{ message: { role: 'assistant', content: 'well met' } }])
  })

  test('sees that a model is not granted', async () => {
    const client = await openAi()
    const refused = client.chat.completions.create({ model: 'openai-gpt-4.1', messages: HI, stream: true })
    await expect(refused).rejects.toSatisfy((error) => error instanceof OpenAI.PermissionDeniedError)
  })

  test('sees that its token is none', async () => {
    const client = new OpenAI({ baseURL: `${stack.emulatorUrl}/api/v2/cortex/v1`, apiKey: 'none', maxRetries: 0 })
    const refused = client.chat.completions.create({ model: 'claude-4-sonnet', messages: HI })
    await expect(refused).rejects.toSatisfy((error) => error instanceof OpenAI.AuthenticationError)
  })
})

/** What the driver's own types leave out. */
interface DriverSignIn {
  authenticate(authenticator: string, service: string, account: string, user: string): Promise<void>
  updateBody(body: { data: { TOKEN?: string } }): void
}

test("a token of Snowflake's own driver, whose times are milliseconds, is accepted", async () => {
  const settings = {
    getPrivateKey: () => undefined,
    getPrivateKeyPath: alphaKeyPath,
    getPrivateKeyPass: () => undefined,
  }
  const driver = new AuthKeypair(settings) as unknown as DriverSignIn
  await driver.authenticate('SNOWFLAKE_JWT', '', 'COCO-LOCAL', 'COCO_USER_ALPHA')
  const { data }: { data: { TOKEN?: string } } = { data: {} }
  driver.updateBody({ data })
  const claims = Buffer.from(data.TOKEN?.split('.')[1] ?? '', 'base64url').toString()
  expect(JSON.parse(claims)).toMatchObject({ iat: expect.toSatisfy((time: number) => time > 1_000_000_000_000) })
  const headers = { authorization: `Bearer ${data.TOKEN}` }
  expect((await fetch(`${stack.emulatorUrl}/api/v2/cortex/models`, { headers })).status).toBe(200)
})
