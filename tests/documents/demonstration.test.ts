import { hasPostgres } from '@coco/testkit/test-postgres'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { createStackFolder } from '@coco/testkit/stack-folder'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { startStack } from '@coco/testkit/start-stack'
import { createTestDatabase } from '@coco/testkit/test-database'
import { refuses, says } from '@coco/testkit/upstream-scripts'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Twelve documents for each of two tenants, on a busy machine. */
const WAIT = { timeout: 120_000, interval: 200 }
const TENANTS = ['tenant-alpha', 'tenant-beta']
const operatorOf = async (server: ServerUnderTest, tenant: string) =>
  (await server.signIn('operator', tenant)).client.trpc.documents

test("local mode's tenants are given the demonstration's documents", async () => {
  await using stack = await startStack({ demoDocuments: true })
  const documents = await operatorOf(stack, 'tenant-alpha')
  await expect.poll(async () => (await documents.list.query({})).total, WAIT).toBe(12)
  const { documents: listed } = await documents.list.query({ tags: ['leave'] })
  expect(listed).toMatchObject([{ title: 'Holidays and leave', isPersonal: false, fileName: 'holidays-and-leave.md' }])
  const member = (await stack.signIn('user-alpha')).client.trpc.documents
  expect((await member.list.query({})).total).toBeLessThan(12)
  expect(await documents.uploads.query()).toEqual([])
}, 300_000)

test('each tenant is given them once: what was deleted does not come back at the next start', async () => {
  // Keys are the same for every folder of a process: this account knows them.
  await using account = await startStack()
  const folder = await createStackFolder()
  const database = await createTestDatabase(join(folder.path, 'data'), (await hasPostgres()) ? 'altered' : 'embedded')
  for (const tenant of TENANTS) {
    mkdirSync(join(folder.path, 'demo', tenant), { recursive: true })
    for (const name of ['Saws', 'Drills']) {
      writeFileSync(join(folder.path, 'demo', tenant, `${name}.md`), `# ${name}\n\n${name} of ${tenant} are sharp.\n`)
    }
  }
  const start = () =>
    startServerOn(`${account.emulatorUrl}/api/v2/cortex`, {
      folder: { ...folder, remove: () => {} },
      database: { url: database.url, remove: async () => {} },
      settings: { COCO_DEMO_DOCUMENTS: join(folder.path, 'demo') },
    })
  const titlesOf = async (server: ServerUnderTest, tenant: string) => {
    const { documents } = await (await operatorOf(server, tenant)).list.query({})
    return documents.map(({ title }) => title).sort()
  }
  try {
    const first = await start()
    const areThere = () => first.logLines.filter((line) => line.includes('documents are there')).length
    await expect.poll(areThere, WAIT).toBe(2)
    for (const tenant of TENANTS) {
      expect(await titlesOf(first, tenant)).toEqual(['Drills', 'Saws'])
      const documents = await operatorOf(first, tenant)
      const { documents: saws } = await documents.list.query({ title: 'Saws' })
      await documents.remove.mutate({ documentId: saws[0]?.id ?? '' })
    }
    await first.close()

    const second = await start()
    const documents = await operatorOf(second, 'tenant-alpha')
    const { upload } = await documents.paste.mutate({ title: 'Later', text: 'A later word.' })
    await documents.ingest.mutate({ uploadId: upload.id, title: 'Later', isPersonal: false })
    await expect.poll(async () => (await documents.uploads.query())[0]?.state, WAIT).toBe('done')
    expect(await titlesOf(second, 'tenant-alpha')).toEqual(['Drills', 'Later'])
    expect(await titlesOf(second, 'tenant-beta')).toEqual(['Drills'])
    expect(second.logLines.filter((line) => line.includes('demonstration'))).toEqual([])
    await second.close()
  } finally {
    await database.remove()
    folder.remove()
  }
}, 300_000)

test('an account that grants nothing of documents is told of once, with the statements and the script', async () => {
  const refused = refuses(403, { code: '003001', message: 'no such model' })
  await using upstream = await startHostileUpstream((response, call) =>
    (call.path.endsWith(':embed') ? refused : says('fine'))(response, call),
  )
  await using server = await startServerOn(upstream.url, { database: 'embedded', demoDocuments: true })
  const told = () => server.logLines.filter((line) => line.includes("demonstration's documents were not added"))
  await expect.poll(() => told().length, WAIT).toBe(1)
  const line = JSON.parse(told()[0] ?? '') as Record<string, string>
  expect(line).toMatchObject({
    level: 'warn',
    tenants: TENANTS,
    problem: expect.stringContaining('model_not_allowed'),
    msg: expect.stringContaining('npm run coco -- sql -f sql/04_documents.sql'),
  })
  for (const role of ['COCO_TENANT_ALPHA', 'COCO_TENANT_BETA']) {
    expect(line.fix).toContain(
      `GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-SNOWFLAKE-ARCTIC-EMBED-M-V1.5" TO ROLE ${role};`,
    )
  }
  // One document of each tenant was tried, once.
  expect(server.logLines.filter((each) => each.includes('a document was not kept'))).toHaveLength(2)
  expect(told()[0]).not.toContain('"stack"')
}, 180_000)
