import { createNewDatabase } from '@coco/testkit/new-database'
import { callOf, createDocumentSearch, documentReader } from '@coco/testkit/document-search'
import { hasPgvector, hasPostgres } from '@coco/testkit/test-postgres'
import { expect, test } from 'vitest'

/** The embedded database is opened several times. */
const A_WHILE = 120_000
const CONTENT = 'A hotel costs up to 140 euros a night.'
const DOCUMENT = { title: 'Travel', passages: [{ content: CONTENT }] }

test(
  'the embedded database compares vectors; where the extension was taken away and came back they can be made again',
  async () => {
    await using database = await createNewDatabase('embedded')
    await database.make()
    const reader = documentReader('tenant-alpha')
    const first = await database.open()
    expect(first.store.vectors).toEqual({ isAvailable: true, reason: null })
    const id = await createDocumentSearch(first.store).keep(reader, DOCUMENT)
    await first.store.close()

    await database.run('DROP EXTENSION vector CASCADE')
    const { store } = await database.open()
    expect(store.vectors.isAvailable).toBe(true)
    const search = createDocumentSearch(store)
    // Found by its words until it is added again.
    expect((await search.find(reader, 'hotel')).hits).toMatchObject([{ documentId: id }])
    expect((await search.find(reader, 'journey')).hits).toEqual([])
    const passages = [{ position: 0, headings: [], content: CONTENT }]
    const document = { id, title: DOCUMENT.title, tags: [], isPersonal: false }
    await search.retriever.add(callOf(reader), document, passages, () => {})
    expect((await search.find(reader, 'journey')).hits).toMatchObject([{ documentId: id }])
    await store.close()
  },
  A_WHILE,
)

test.runIf((await hasPostgres()) && !(await hasPgvector()))(
  'a Postgres without pgvector starts, says what to do, and finds by words alone',
  async () => {
    await using database = await createNewDatabase('postgres')
    const { store } = await database.open()
    expect(store.vectors.isAvailable).toBe(false)
    expect(store.vectors.reason).toMatch(/has no pgvector\. Install it there .*, and start Coco again\.$/)
    const search = createDocumentSearch(store)
    const reader = documentReader('tenant-alpha')
    const id = await search.keep(reader, DOCUMENT)
    expect(await search.find(reader, 'Which hotel?')).toMatchObject({ by: 'words', hits: [{ documentId: id }] })
    await store.close()
  },
  A_WHILE,
)
