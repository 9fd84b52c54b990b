import { startStack } from '@coco/testkit/start-stack'
import { createTestClient } from '@coco/testkit/test-client'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let stack: Awaited<ReturnType<typeof startStack>>
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.close())

const post = (path: string, body: object, headers: Record<string, string>) =>
  fetch(`${stack.serverUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: stack.serverUrl, ...headers },
    body: JSON.stringify(body),
  })

describe('what is for this machine alone does not work through a proxy that nobody configured', () => {
  test.each([
    ['Forwarded', 'for=192.0.2.1'],
    ['X-Forwarded-For', '192.0.2.1'],
    ['X-Forwarded-Host', 'coco.example.com'],
    ['X-Real-IP', '192.0.2.1'],
    ['Via', '1.1 nginx'],
  ])('seen by %s', async (name, value) => {
    const byKey = { [name]: value, 'x-api-key': stack.alphaKey }
    const asked = await post('/v1/chat/stream', { message: 'hi' }, byKey)
    expect([asked.status, await asked.json()]).toMatchObject([
      403,
      { code: 'forbidden', detail: { code: 'FORBIDDEN' }, message: expect.stringContaining(name) },
    ])
    await expect(createTestClient(stack.serverUrl, byKey).trpc.models.list.query()).rejects.toMatchObject({
      data: { code: 'FORBIDDEN', coco: { message: expect.stringContaining(name) } },
    })
    const signedIn = await post('/trpc/session.signInLocally', { personId: 'operator' }, { [name]: value })
    expect(signedIn.status).toBe(403)
    expect(signedIn.headers.getSetCookie()).toEqual([])
    expect(await signedIn.text()).toContain(name)
  })
})

test('readiness names the tenants on this machine alone', async () => {
  const readiness = async (headers: Record<string, string>) =>
    (await (await fetch(`${stack.serverUrl}/readyz`, { headers })).json()) as { tenants: object }
  expect((await readiness({})).tenants).toHaveProperty('byName')
  expect((await readiness({ 'x-forwarded-for': '192.0.2.1' })).tenants).toEqual({ up: 2, down: 0 })
})

test('a wrong key is refused as such, whatever it came through', async () => {
  const answer = await post('/v1/chat/stream', { message: 'hi' }, { 'x-api-key': 'wrong', via: '1.1 nginx' })
  expect(answer.status).toBe(401)
})

test('the page of `pnpm dev` signs in: the proxy in front of it passes the request on and adds nothing', async () => {
  const page = { host: 'localhost:5173', origin: 'http://localhost:5173' }
  const status = await new Promise((resolve, reject) => {
    const headers = { ...page, 'content-type': 'application/json' }
    request(`${stack.serverUrl}/trpc/session.signInLocally`, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end(JSON.stringify({ personId: 'operator' }))
  })
  expect(status).toBe(200)
})
