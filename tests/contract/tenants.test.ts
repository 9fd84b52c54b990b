import { TenantId } from '@coco/shared/ids'
import { textOf } from '@coco/testkit/chat-stream-call'
import { createTestClient } from '@coco/testkit/test-client'
import { chunk, DONE_LINE, openStream, says } from '@coco/testkit/upstream-scripts'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type QuickstartGateway, startGateway } from './quickstart-gateway.ts'
import { verifyToken } from './verify-token.ts'

const USERS = { Alpha: 'COCO_USER_ALPHA', Beta: 'COCO_USER_BETA' }
type Tenant = keyof typeof USERS

/** Whose key signed a call, and whom its first turn is for. Throws when the two differ. */
function tenantOf(call: QuickstartGateway['upstream']['calls'][number], folder: string): Tenant {
  const { messages } = call.body as { messages: { content: string }[] }
  const tenant: Tenant = messages[0]?.content.includes('User Alpha') ? 'Alpha' : 'Beta'
  const publicKeyPath = join(folder, `keys/${tenant.toLowerCase()}_rsa_key.pub`)
  expect(verifyToken(call, publicKeyPath).claims.sub).toBe(`COCO-LOCAL.${USERS[tenant]}`)
  return tenant
}

describe('two tenants at the same time', () => {
  test('C71 · each call goes upstream under its own key, and each answer to its own caller', async () => {
    // Answers come back in another order than the calls: the later, the sooner.
    const held: (() => void)[] = []
    await using gateway = await startGateway((response, call) => {
      const { messages } = call.body as { messages: { content: string }[] }
      held.push(() => {
        openStream(response).write(chunk({ content: `${messages[0]?.content} ` }))
        response.end(chunk({ content: messages.at(-1)?.content ?? '', finishReason: 'stop' }) + DONE_LINE)
      })
      if (held.length < 40) return
      for (const answer of held.toReversed()) answer()
    })
    const asked = Array.from({ length: 40 }, (_, n) => ({
      n,
      tenant: n % 2 === 0 ? ('Alpha' as const) : ('Beta' as const),
    }))
    await Promise.all(
      asked.map(async ({ n, tenant }) => {
        const ask = tenant === 'Alpha' ? gateway.asAlpha : gateway.asBeta
        const answer = await ask({ message: `question ${n}` })
        expect(textOf(answer)).toBe(`You are a helpful AI assistant for User ${tenant}. question ${n}`)
        expect(answer.events[0]?.data.tenant_id).toBe(`tenant-${tenant.toLowerCase()}`)
        expect(answer.headers.get('ratelimit-policy')).toContain(tenant === 'Alpha' ? 'q=60' : 'q=30')
      }),
    )
    const tenants = gateway.upstream.calls.map((call) => tenantOf(call, gateway.server.folder))
    expect(tenants.filter((tenant) => tenant === 'Alpha')).toHaveLength(20)
  })

  test('C71 · the log names the right one for each answer, and the words of none', async () => {
    await using gateway = await startGateway(says('canary-answer'))
    await Promise.all([
      gateway.asAlpha({ message: 'canary-question' }, { 'x-request-id': 'from-alpha' }),
      gateway.asBeta({ message: 'canary-question' }, { 'x-request-id': 'from-beta' }),
    ])
    const ended = () => gateway.server.logLines.filter((line) => line.includes('answer ended'))
    await expect.poll(ended).toHaveLength(2)
    const named = ended().map((line) => JSON.parse(line) as { requestId: string; tenant: string })
    expect(Object.fromEntries(named.map(({ requestId, tenant }) => [requestId, tenant]))).toEqual({
      'from-alpha': 'tenant-alpha',
      'from-beta': 'tenant-beta',
    })
    expect(gateway.server.logLines.join('')).not.toContain('canary')
  })
})

test('C72 · after a switch the old session is over, its answers are gone, and calls go under the new key', async () => {
  await using gateway = await startGateway(says('secret of Alpha'))
  const { server, upstream } = gateway
  const operator = await server.signIn('operator', 'tenant-alpha')
  const id = await operator.client.start('question of Alpha')
  await operator.client.read(id)

  const before = createTestClient(server.serverUrl, { cookie: operator.cookie, origin: server.serverUrl })
  await operator.client.trpc.session.switchTenant.mutate({ tenantId: TenantId.parse('tenant-beta') })
  const switched = operator.client

  await expect(before.start('hi')).rejects.toMatchObject({ data: { code: 'UNAUTHORIZED' } })
  await expect(switched.read(id)).rejects.toMatchObject({ data: { coco: { code: 'not_found' } } })
  await switched.ask('question of Beta')
  const [, ...later] = upstream.calls
  expect(later.map((call) => tenantOf(call, server.folder))).toEqual(['Beta'])
  expect(JSON.stringify(later.map(({ body }) => body))).not.toContain('Alpha')
})
