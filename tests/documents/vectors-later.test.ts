import { createManualClock } from '@coco/testkit/manual-clock'
import { ownerOf } from '@coco/testkit/database-owner'
import { startStack } from '@coco/testkit/start-stack'
import type { TestClient } from '@coco/testkit/test-client'
import { expect, test } from 'vitest'
import { keepDocument } from './keep-document.ts'

const WAIT = { timeout: 20_000, interval: 20 }
/** A busy machine takes its time. */
const A_WHILE = 120_000

const embedCalls = (stack: Awaited<ReturnType<typeof startStack>>) =>
  stack.emulator.calls.list().filter(({ path }) => path.endsWith(':embed')).length

async function by(client: TestClient, query: string): Promise<unknown> {
  const { passages } = await client.trpc.documents.search.query({ query })
  return passages.map(({ title }) => title)
}

test(
  'documents without vectors are counted, for whom may see them, and given some by a reindex',
  async () => {
    await using stack = await startStack({ database: 'embedded' })
    await using owner = await ownerOf(stack)
    const operator = (await stack.signIn('operator', 'tenant-alpha')).client
    const admin = (await stack.addPerson({ roles: ['admin'] })).client
    await keepDocument(operator, { title: 'Devices', text: 'A lost or stolen laptop is reported within one hour.' })
    await keepDocument(operator, {
      title: 'Pay',
      text: 'The salary of Marta Keller is agreed in March.',
      isPersonal: true,
    })
    const missing = async (client: TestClient) => (await client.trpc.documents.settings.query()).notIndexed
    expect([await missing(operator), await missing(admin)]).toEqual([0, 0])

    await owner.query('DELETE FROM coco.passage_vectors')
    await owner.query(`UPDATE coco.personal_passage_vectors SET model = 'of-another-year'`)
    expect([await missing(operator), await missing(admin)]).toEqual([2, 1])
    const computer = 'My computer was stolen'
    expect(await by(operator, computer)).toEqual([])
    expect(await admin.trpc.documents.reindex.mutate()).toEqual({ documents: 1 })
    await expect.poll(() => missing(operator), WAIT).toBe(1)
    expect(await by(operator, computer)).toEqual(['Devices'])
    expect(await operator.trpc.documents.reindex.mutate()).toEqual({ documents: 1 })
    await expect.poll(() => missing(operator), WAIT).toBe(0)
    const { rows } = await owner.query('SELECT model FROM coco.personal_passage_vectors')
    expect(rows).toEqual([{ model: (await operator.trpc.documents.settings.query()).embeddingModel }])
    expect(await operator.trpc.documents.reindex.mutate()).toEqual({ documents: 0 })
  },
  A_WHILE,
)

test(
  'an upload is kept once the account takes more again, and a discarded one does not wait for that',
  async () => {
    const clock = createManualClock(Date.now())
    await using stack = await startStack({ database: 'embedded', platform: { clock } })
    const client = (await stack.signIn('operator', 'tenant-alpha')).client
    const { documents } = client.trpc
    const state = async () => (await documents.uploads.query())[0]?.state ?? 'gone'
    async function keepRefused(title: string): Promise<string> {
      stack.emulator.calls.clear()
      stack.emulator.faults.set({ fault: 'status;code=429;retryAfterMs=30000', endpoint: 'embed', times: 1 })
      const { upload } = await documents.paste.mutate({ title, text: `${title} is a word of its own.` })
      await documents.ingest.mutate({ uploadId: upload.id, title, isPersonal: false })
      await expect.poll(() => embedCalls(stack), WAIT).toBe(1)
      return upload.id
    }

    const first = await keepRefused('Quagga')
    expect(await state()).toBe('indexing')
    // In small steps: what begins to wait a little later than it is looked at waits from then on.
    await expect.poll(() => (embedCalls(stack) === 1 && clock.advance(5_000), embedCalls(stack)), WAIT).toBe(2)
    await expect.poll(state, WAIT).toBe('done')
    await documents.discard.mutate({ uploadId: first })

    await documents.discard.mutate({ uploadId: await keepRefused('Okapi') })
    expect(await state()).toBe('gone')
    await expect
      .poll(async () => (await documents.list.query({})).documents.map(({ title }) => title), WAIT)
      .toEqual(['Quagga'])
    expect(embedCalls(stack)).toBe(1)
  },
  A_WHILE,
)
