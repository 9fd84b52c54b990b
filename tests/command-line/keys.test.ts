import { callChatStream } from '@coco/testkit/chat-stream-call'
import { startStack } from '@coco/testkit/start-stack'
import { describe, expect, test } from 'vitest'
import { runCoco } from './run-coco.ts'

describe.each(['embedded', 'postgres'] as const)('beside a server with a %s database', (database) => {
  test('a key works as soon as it is made, and is refused soon after it is revoked', async () => {
    await using stack = await startStack({ database })
    const made = await runCoco(stack, ['key', 'create', '--tenant', 'tenant-alpha', '--name', 'Nightly', '--json'])
    expect(made.code).toBe(0)
    const { key, secret } = JSON.parse(made.stdout) as { key: { id: string }; secret: string }
    const ask = async () => (await callChatStream(stack.serverUrl, { key: secret, body: { message: 'hello' } })).status
    expect(await ask()).toBe(200)

    const admin = await stack.signIn('operator', 'tenant-alpha')
    expect((await admin.client.trpc.apiKeys.list.query()).map(({ name }) => name)).toEqual(['Nightly'])
    expect((await runCoco(stack, ['key', 'revoke', key.id])).code).toBe(0)
    await expect.poll(ask, { timeout: 10_000 }).toBe(401)

    const { entries } = await admin.client.trpc.audit.list.query({})
    expect(entries.map(({ action, actorKind, subject }) => [action, actorKind, subject])).toEqual(
      expect.arrayContaining([
        ['api_key_created', 'system', key.id],
        ['api_key_revoked', 'system', key.id],
      ]),
    )
    expect(stack.logLines.join('') + JSON.stringify(entries)).not.toContain(secret)
  })

  test('many commands at once do not disturb the server', async () => {
    await using stack = await startStack({ database })
    const person = await stack.signIn('user-alpha')
    const asking = person.client.ask('Write a long answer.')
    const names = ['one', 'two', 'three', 'four']
    const made = await Promise.all(
      names.map((name) => runCoco(stack, ['key', 'create', '--tenant', 'tenant-alpha', '--name', name])),
    )
    expect(made.map(({ code, stderr }) => [code, code === 0 ? stderr.includes('Error') : stderr])).toEqual(
      names.map(() => [0, false]),
    )
    expect((await asking).at(-1)?.type).toBe('done')
    const verified = await runCoco(stack, ['audit', 'verify'])
    expect(verified.code).toBe(0)
  })
})
