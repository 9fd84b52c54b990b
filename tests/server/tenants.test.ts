import { callChatStream } from '@coco/testkit/chat-stream-call'
import { startStack } from '@coco/testkit/start-stack'
import { cpSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const hi = { message: 'hi' }
const betaIsDown = { settings: { BETA_PRIVATE_KEY_PATH: 'keys/nowhere.p8' } }

test('a tenant whose key cannot be used is down alone: 503 in JSON, readiness says so, the other runs', async () => {
  await using stack = await startStack(betaIsDown)
  const refused = await callChatStream(stack.serverUrl, { key: stack.betaKey, body: hi })
  expect(refused).toMatchObject({
    status: 503,
    json: { code: 'tenant_unavailable', detail: { code: 'TENANT_UNAVAILABLE' }, request_id: expect.any(String) },
  })
  expect(refused.text).not.toContain('nowhere.p8')
  expect(stack.logLines.join('')).toContain('nowhere.p8')
  expect((await callChatStream(stack.serverUrl, { key: stack.alphaKey, body: hi })).events.at(-1)?.event).toBe('done')
  const ready = await fetch(`${stack.serverUrl}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([
    200,
    {
      status: 'ready',
      database: 'up',
      tenants: { up: 1, down: 1, byName: { 'tenant-alpha': 'up', 'tenant-beta': 'down: key missing' } },
    },
  ])
})

test('with no usable key at all the server runs and is not ready', async () => {
  await using stack = await startStack({
    settings: { ALPHA_PRIVATE_KEY_PATH: 'keys', BETA_PRIVATE_KEY_PATH: 'keys/nowhere.p8' },
  })
  expect((await fetch(`${stack.serverUrl}/readyz`)).status).toBe(503)
  expect((await fetch(`${stack.serverUrl}/healthz`)).status).toBe(200)
})

test('a tenant comes back when its key does', async () => {
  await using stack = await startStack(betaIsDown)
  const key = (name: string) => join(stack.folder, 'keys', name)
  cpSync(key('beta_rsa_key.p8'), key('copy.p8'))
  renameSync(key('copy.p8'), key('nowhere.p8'))
  await expect
    .poll(async () => (await callChatStream(stack.serverUrl, { key: stack.betaKey, body: hi })).events.at(-1)?.event, {
      timeout: 5_000,
    })
    .toBe('done')
})

test("tenants.json declares the tenants; the quickstart's keys open only the tenants they are for", async () => {
  await using stack = await startStack()
  const tenant = {
    id: 'tenant-alpha',
    name: 'Acme',
    snowflake: { user: 'COCO_USER_ALPHA', role: 'COCO_TENANT_ALPHA', privateKeyPath: 'keys/alpha_rsa_key.p8' },
    defaultModel: 'mistral-large2',
    models: [],
    limits: { requestsPerMinute: 1 },
  }
  writeFileSync(join(stack.folder, 'tenants.json'), JSON.stringify({ tenants: [tenant] }))
  const ask = (key: string) => callChatStream(stack.serverUrl, { key, body: hi })
  await expect.poll(async () => (await ask(stack.betaKey)).status, { timeout: 5_000 }).toBe(401)
  const answer = await ask(stack.alphaKey)
  expect(answer.events[0]?.data).toMatchObject({ model: 'mistral-large2' })
  expect((await ask(stack.alphaKey)).status).toBe(429)
})

test.each<Record<string, string>>([
  { COCO_PUBLIC_URL: 'https://coco.example.com' },
  { COCO_TRUST_PROXY: 'loopback' },
  { COCO_ALLOWED_HOSTS: 'coco.example.com' },
  { COCO_HOST: '0.0.0.0', COCO_SESSION_SECRET: 's'.repeat(32) },
])('others can reach the server with %o: public keys open nothing, customers are not named', async (reach) => {
  await using stack = await startStack({ settings: { COCO_MODE: 'snowflake', ...reach } })
  const refused = await callChatStream(stack.serverUrl, { key: stack.alphaKey, body: hi })
  expect(refused).toMatchObject({ status: 401, json: { code: 'invalid_api_key' } })
  expect(stack.logLines.join('')).toContain('public API keys are refused')
  expect(await (await fetch(`${stack.serverUrl}/readyz`)).text()).not.toContain('tenant-alpha')
})
