import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { createStackFolder } from '@coco/testkit/stack-folder'
import { startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import { expect, test } from 'vitest'
import { runCoco } from './run-coco.ts'

/** A database that is there already, in the folder. */
const KEPT = { url: null, remove: async () => {} }

test('a backup brings back conversations as they were, and a record that still holds', async () => {
  await using upstream = await startHostileUpstream(says('A cat.'))
  const made = await createStackFolder()
  const folder = { ...made, remove: () => {} }
  const place = { folder: folder.path, databaseUrl: null }
  try {
    const first = await startServerOn(upstream.url, { folder, database: 'embedded' })
    const { client } = await first.signIn('user-alpha')
    const { conversationId } = await client.converse('What is in the box?')
    const before = await client.trpc.conversations.get.query({ conversationId })
    const admin = (await first.signIn('operator', 'tenant-alpha')).client
    await admin.trpc.settings.update.mutate({ conversationDays: 30 })
    const running = await runCoco(place, ['backup', 'box.tar.gz'])
    expect(running).toMatchObject({ code: 1, stdout: '' })
    expect(running.stderr).toContain('Stop it, back up')
    await first.close()

    expect(await runCoco(place, ['backup', 'box.tar.gz'])).toMatchObject({ code: 0, stderr: '' })
    const end =
      /ends at (\S+)/.exec((await runCoco(place, ['audit', 'verify', '--tenant', 'tenant-alpha'])).stdout)?.[1] ?? ''

    const second = await startServerOn(upstream.url, { folder, database: KEPT })
    const later = (await second.signIn('user-alpha')).client
    await later.trpc.conversations.remove.mutate({ conversationId })
    await later.converse('Said after the backup.')
    await second.close()

    expect(await runCoco(place, ['restore', 'box.tar.gz'])).toMatchObject({ code: 1 })
    expect(await runCoco(place, ['restore', 'box.tar.gz', '--replace'])).toMatchObject({ code: 0 })
    const verified = await runCoco(place, ['audit', 'verify', '--tenant', 'tenant-alpha', '--expect', end])
    expect(verified).toMatchObject({ code: 0, stderr: '' })

    await using third = await startServerOn(upstream.url, { folder, database: KEPT })
    const again = (await third.signIn('user-alpha')).client
    expect(await again.trpc.conversations.get.query({ conversationId })).toEqual(before)
    const listed = await again.trpc.conversations.list.query({ cursor: null, limit: 10 })
    expect(listed.conversations.map(({ id }) => id)).toEqual([conversationId])
  } finally {
    made.remove()
  }
}, 90_000)

test.each([
  ['backup', /pg_dump/],
  ['restore', /pg_restore/],
])('%s on a database of one’s own names its tool', async (command, tool) => {
  const made = await createStackFolder()
  try {
    const place = { folder: made.path, databaseUrl: 'postgres://a:SECRET@127.0.0.1:9/x' }
    const { code, stderr } = await runCoco(place, [command, 'it.tar.gz'])
    expect(code).toBe(1)
    expect(stderr).toMatch(tool)
    expect(stderr).not.toContain('SECRET')
  } finally {
    made.remove()
  }
})
