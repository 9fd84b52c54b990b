import { ownerOf } from '@coco/testkit/database-owner'
import { createStackFolder } from '@coco/testkit/stack-folder'
import { startStack } from '@coco/testkit/start-stack'
import { startServerOn } from '@coco/testkit/start-server-on'
import { createTestDatabase } from '@coco/testkit/test-database'
import type { TestClient } from '@coco/testkit/test-client'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { tablesWith } from '../housekeeping/somebodys-rows.ts'
import { keepDocument } from './keep-document.ts'

const WAIT = { timeout: 20_000, interval: 20 }
/** Longer than anybody's patience: nothing here waits for it. */
const NEVER = { fault: 'slow-headers;ms=3600000', endpoint: 'embed', times: 100 } as const
const TEXT = 'The greenhouse is aired at dawn.'

/** Begins to keep it; what follows waits for vectors that do not come. */
async function beginToKeep({ trpc: { documents } }: TestClient, title: string): Promise<string> {
  const { upload } = await documents.paste.mutate({ title, text: TEXT })
  await documents.ingest.mutate({ uploadId: upload.id, title, tags: [], isPersonal: false })
  return upload.id
}

test('a server ends while Snowflake says nothing to a document that is kept, and the next one says so and keeps it', async () => {
  const made = await createStackFolder()
  const folder = { ...made, remove: () => {} }
  await using stack = await startStack()
  const { emulator } = stack
  const database = await createTestDatabase(join(folder.path, 'data'), 'embedded')
  const start = () => startServerOn(`${stack.emulatorUrl}/api/v2/cortex`, { folder, database })
  try {
    emulator.faults.set(NEVER)
    const first = await start()
    const before = await first.signIn('operator', 'tenant-alpha')
    const uploadId = await beginToKeep(before.client, 'Airing')
    await vi.waitFor(
      () => expect(emulator.calls.list().filter(({ path }) => path.includes('embed'))).toHaveLength(1),
      WAIT,
    )
    // It would wait for ever, and the test with it.
    await first.close()

    emulator.faults.clear()
    await using next = await start()
    const { client } = await next.signIn('operator', 'tenant-alpha')
    const { documents } = client.trpc
    const found = async () => (await documents.uploads.query()).find(({ id }) => id === uploadId)
    expect(await found()).toMatchObject({ state: 'failed', problem: { code: 'interrupted', isFinal: false } })
    await vi.waitFor(async () => expect((await documents.list.query({})).documents).toEqual([]), WAIT)
    await documents.ingest.mutate({ uploadId, title: 'Airing', tags: [], isPersonal: false })
    await vi.waitFor(async () => expect(await found()).toMatchObject({ state: 'done' }), WAIT)
    expect((await documents.search.query({ query: 'When is the greenhouse aired?' })).passages).toHaveLength(1)
  } finally {
    made.remove()
  }
})

test('of somebody who is erased while a document of theirs is kept nothing is written any more', async () => {
  await using stack = await startStack({ database: 'embedded' })
  await using owner = await ownerOf(stack)
  const [root, ann] = [await stack.addPerson({ isSuperuser: true }), await stack.addPerson({ roles: ['editor'] })]
  stack.emulator.faults.set(NEVER)
  await beginToKeep(ann.client, 'Ann keeps this')
  await vi.waitFor(
    () => expect(stack.emulator.calls.list().filter(({ path }) => path.includes('embed'))).toHaveLength(1),
    WAIT,
  )
  await root.client.trpc.people.erase.mutate({ personId: ann.session.person.id })
  stack.emulator.faults.clear()
  const leftOf = async () => (await tablesWith(owner, 'Ann keeps this')).filter((table) => table !== 'coco.audit')
  await vi.waitFor(async () => expect(await leftOf()).toEqual([]), WAIT)
  // Whoever comes next is not held up by what was given up.
  const { client } = await stack.signIn('operator', 'tenant-alpha')
  await keepDocument(client, { title: 'Next', text: 'The shed is painted green.' })
  expect((await client.trpc.documents.list.query({})).documents.map(({ title }) => title)).toEqual(['Next'])
  expect(await leftOf()).toEqual([])
})
