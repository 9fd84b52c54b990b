import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import { expect, test } from 'vitest'

test("what a program wrote outlives its rotated key, and is no other key's", async () => {
  await using upstream = await startHostileUpstream(says('yes'))
  await using server = await startServerOn(upstream.url)
  const { client: admin } = await server.signIn('operator', 'tenant-alpha')
  const make = (name: string) => admin.trpc.apiKeys.create.mutate({ name, roles: ['member'] })
  const [first, other] = [await make('first'), await make('other')]
  const { conversationId } = await server.withKey(first.secret).converse('remember me')
  const rotated = await admin.trpc.apiKeys.rotate.mutate({ keyId: first.key.id, overlapHours: 0 })

  const { trpc } = server.withKey(rotated.secret)
  expect((await trpc.conversations.get.query({ conversationId })).messages).toHaveLength(2)
  expect((await trpc.conversations.list.query({})).conversations).toHaveLength(1)
  for (const stranger of [server.withKey(other.secret), admin]) {
    await expect(stranger.trpc.conversations.get.query({ conversationId })).rejects.toMatchObject({
      data: { coco: { code: 'not_found' } },
    })
    expect((await stranger.trpc.conversations.list.query({})).conversations).toEqual([])
  }
})
