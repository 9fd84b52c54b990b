import { ownerOf } from '@coco/testkit/database-owner'
import { createManualClock } from '@coco/testkit/manual-clock'
import { startStack } from '@coco/testkit/start-stack'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { tablesWith } from '../housekeeping/somebodys-rows.ts'
import { keepDocument } from './keep-document.ts'

const HOUR_MS = 3_600_000
const WAIT = { timeout: 20_000 }
/** Whatever of it stands in the tenant's tables of Cortex Search, as its administrator sees them. */
function inSnowflake({ sql }: Awaited<ReturnType<typeof startStack>>, text: string): boolean {
  const rowsOf = (table: string) => `SELECT CONTENT FROM COCO_DOCUMENTS.TENANT_ALPHA.${table}`
  return JSON.stringify(sql(`USE WAREHOUSE COCO_WH; ${rowsOf('PASSAGES')}; ${rowsOf('PERSONAL_PASSAGES')};`)).includes(
    text,
  )
}

test.each([false, true])(
  'a document that is deleted leaves nothing: no passage, no vector (personal: %s)',
  async (isPersonal) => {
    await using stack = await startStack({ database: 'embedded' })
    await using owner = await ownerOf(stack)
    const { client } = await stack.signIn('operator', 'tenant-alpha')
    const { documents, audit } = client.trpc
    const canary = `canary${randomUUID().slice(0, 8)}`
    const documentId = await keepDocument(client, { title: canary, text: `The ${canary} sings.`, isPersonal })
    const part = isPersonal ? 'personal_' : ''
    expect(await tablesWith(owner, documentId)).toEqual(
      expect.arrayContaining([`coco.${part}documents`, `coco.${part}passages`, `coco.${part}passage_vectors`]),
    )
    await documents.remove.mutate({ documentId })
    // The upload still says what it became, and the record that it was there and is gone; both know an id, no text.
    expect((await tablesWith(owner, documentId)).filter((name) => !/uploads|audit/.test(name))).toEqual([])
    // Its upload keeps the title that it was given, and no text, here or in what was found in it.
    const { rows } = await owner.query('SELECT * FROM coco.uploads WHERE document_id = $1', [documentId])
    expect(rows).toMatchObject([{ sections: null }])
    expect(JSON.stringify({ ...rows[0], title: '' })).not.toContain(canary)
    expect((await documents.search.query({ query: canary })).passages).toEqual([])
    const { entries } = await audit.list.query({ limit: 5 })
    expect(entries[0]).toMatchObject({
      action: 'document_removed',
      subject: documentId,
      details: { is_personal: isPersonal },
    })
  },
)

test('with Cortex Search it leaves nothing in Snowflake either, whatever is chosen by then', async () => {
  await using stack = await startStack()
  await using owner = await ownerOf(stack)
  const { client } = await stack.signIn('operator', 'tenant-alpha')
  const { documents } = client.trpc
  const canary = `canary${randomUUID().slice(0, 8)}`
  const other = await keepDocument(client, { title: 'Before', text: `Another ${canary} hums in the evening.` })
  const chosen = await documents.updateSettings.mutate({ retriever: 'cortex_search', reranks: false })
  expect(chosen).toMatchObject({ retriever: 'cortex_search', hasCortexSearch: true, notIndexed: 1 })
  const documentId = await keepDocument(client, { title: 'Sings', text: `The ${canary} sings in the morning.` })
  expect(inSnowflake(stack, 'in the morning')).toBe(true)
  expect(inSnowflake(stack, 'in the evening')).toBe(false)

  expect(await documents.reindex.mutate()).toEqual({ documents: 1 })
  await expect.poll(() => inSnowflake(stack, 'in the evening'), WAIT).toBe(true)
  expect(await documents.settings.query()).toMatchObject({ notIndexed: 0 })
  const found = await documents.search.query({ query: `What does the ${canary} do in the morning?` })
  expect([found.by, found.passages[0]?.documentId]).toEqual(['cortex_search', documentId])

  await documents.updateSettings.mutate({ retriever: 'coco', reranks: true })
  for (const id of [documentId, other]) await documents.remove.mutate({ documentId: id })
  expect(inSnowflake(stack, canary)).toBe(false)
  expect((await tablesWith(owner, canary)).filter((name) => name !== 'coco.uploads')).toEqual([])
})

test('when Snowflake does not let go of its copy, nothing is deleted, and it is said', async () => {
  await using stack = await startStack()
  const { client } = await stack.signIn('operator', 'tenant-alpha')
  const { documents } = client.trpc
  await documents.updateSettings.mutate({ retriever: 'cortex_search', reranks: false })
  const documentId = await keepDocument(client, { title: 'Stays', text: 'The anvil stays where it is.' })
  stack.sql('REVOKE DELETE ON TABLE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES FROM ROLE COCO_TENANT_ALPHA')
  await expect(documents.remove.mutate({ documentId })).rejects.toMatchObject({
    data: { coco: { code: 'search_failed' } },
  })
  expect((await documents.get.query({ documentId })).passages).toHaveLength(1)
  stack.sql('GRANT DELETE ON TABLE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES TO ROLE COCO_TENANT_ALPHA')
  await documents.remove.mutate({ documentId })
  expect(inSnowflake(stack, 'anvil')).toBe(false)
})

test('what Snowflake refused to delete is found by meaning as before once Coco searches again', async () => {
  await using stack = await startStack({ database: 'embedded' })
  await using owner = await ownerOf(stack)
  const { client } = await stack.signIn('operator', 'tenant-alpha')
  const { documents } = client.trpc
  const documentId = await keepDocument(client, { title: 'Stays', text: 'The anvil stays where it is.' })
  const vectors = async () => {
    const { rows } = await owner.query('SELECT 1 FROM coco.passage_vectors WHERE document_id = $1', [documentId])
    return rows.length
  }
  expect(await vectors()).toBe(1)
  await documents.updateSettings.mutate({ retriever: 'cortex_search', reranks: false })
  await documents.reindex.mutate()
  await expect.poll(() => inSnowflake(stack, 'anvil'), WAIT).toBe(true)
  await expect.poll(async () => (await documents.settings.query()).notIndexed, WAIT).toBe(0)
  stack.sql('REVOKE DELETE ON TABLE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES FROM ROLE COCO_TENANT_ALPHA')
  await expect(documents.remove.mutate({ documentId })).rejects.toMatchObject({
    data: { coco: { code: 'search_failed' } },
  })
  expect(await vectors()).toBe(1)
  await documents.updateSettings.mutate({ retriever: 'coco', reranks: false })
  expect(await documents.settings.query()).toMatchObject({ notIndexed: 0 })
  const found = await documents.search.query({ query: 'Where does the anvil stay?' })
  expect(found).toMatchObject({ by: 'meaning_and_words', passages: [{ documentId }] })

  stack.sql('GRANT DELETE ON TABLE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES TO ROLE COCO_TENANT_ALPHA')
  await documents.remove.mutate({ documentId })
  expect(await vectors()).toBe(0)
})

test('a file that nobody came back to is forgotten after a day, one that waits for less is not', async () => {
  const clock = createManualClock(Date.now())
  await using stack = await startStack({ platform: { clock } })
  await using owner = await ownerOf(stack)
  const { client } = await stack.signIn('operator', 'tenant-alpha')
  const { documents } = client.trpc
  await documents.paste.mutate({ title: 'Old', text: 'An axolotl waits.' })
  await documents.paste.mutate({ title: 'Young', text: 'A pangolin waits.' })
  await owner.query("UPDATE coco.uploads SET updated_at = updated_at - interval '20 hours' WHERE title = 'Young'")
  await owner.query("UPDATE coco.uploads SET updated_at = updated_at - interval '25 hours' WHERE title = 'Old'")
  clock.advance(HOUR_MS)
  await expect.poll(() => tablesWith(owner, 'axolotl'), WAIT).toEqual([])
  expect(await tablesWith(owner, 'pangolin')).toEqual(['coco.uploads'])
})
