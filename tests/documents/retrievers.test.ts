import type { TenantDocuments } from '@coco/core/tenants/tenant'
import { documentReader } from '@coco/testkit/document-search'
import { openRetrieverScene, type RetrieverName, type RetrieverScene } from '@coco/testkit/retriever-scene'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ann = documentReader('tenant-alpha')
const hana = documentReader('tenant-alpha', 'read_pii')
const bob = documentReader('tenant-beta')
const VACATION = 'Employees have thirty days of vacation in a calendar year. The manager approves it in the portal.'

const LEAVE = { title: 'Leave', tags: ['hr', 'rules'], passages: [{ headings: ['Vacation'], content: VACATION }] }
const LAPTOPS = {
  title: 'Devices',
  tags: ['it'],
  passages: [
    { content: 'A lost or stolen laptop is reported to the help desk within one hour, at night as well.' },
    { headings: ['Passwords'], content: 'Passwords have sixteen characters and are kept in the password manager.' },
  ],
}
const PAY = {
  title: 'Salaries',
  tags: ['hr'],
  isPersonal: true,
  passages: [{ content: 'The salary of Marta Keller is 71,000 euros a year, paid monthly.' }],
}

/** What both ways of finding passages promise. */
describe.each<RetrieverName>(['coco', 'cortex_search'])('%s', (name) => {
  let scene: RetrieverScene
  beforeAll(async () => {
    scene = await openRetrieverScene(name)
    for (const document of [LEAVE, LAPTOPS]) await scene.keep(ann, document)
    await scene.keep(hana, PAY)
    await scene.keep(bob, { ...LEAVE, title: 'Leave at Beta' })
  })
  afterAll(() => scene[Symbol.asyncDispose]())

  /** Titles of what was found, best first. */
  const titles = async (viewer: typeof ann, query: string, options = {}) =>
    (await scene.find(viewer, query, options)).passages.map(({ title }) => title)

  test('finds the passage that answers best, and says what it says', async () => {
    const { passages, by } = await scene.find(ann, 'How many days of vacation do I have?')
    expect(by).toBe(name === 'coco' ? 'meaning_and_words' : 'cortex_search')
    expect(passages[0]).toMatchObject({ title: 'Leave', headings: ['Vacation'], content: VACATION, isPersonal: false })
  })

  test('finds by another word for it, and by its title and headings', async () => {
    expect((await titles(ann, 'My computer was stolen'))[0]).toBe('Devices')
    const { passages } = await scene.find(ann, 'passwords')
    expect(passages[0]).toMatchObject({ title: 'Devices', position: 1 })
  })

  test('finds nothing of another tenant, under either name', async () => {
    expect(await titles(bob, 'How many days of vacation?')).toEqual(['Leave at Beta'])
    expect(await titles(ann, 'How many days of vacation?')).not.toContain('Leave at Beta')
    expect(await titles(bob, 'My computer was stolen')).toEqual([])
  })

  test('finds what is personal for whom may read it, and for nobody else', async () => {
    const question = 'What is the salary of Marta Keller?'
    expect(await titles(hana, question)).toContain('Salaries')
    expect(await titles(ann, question)).not.toContain('Salaries')
    expect((await scene.retriever.search(scene.callOf(ann), { query: question, tags: [], limit: 6 })).hits).toEqual([])
  })

  test.each(['What is the capital of France?', 'How do I bake a sourdough bread?', 'zyxqvut', '…'])(
    'finds nothing for what no document is about: %s',
    async (question) => {
      expect(await titles(hana, question)).toEqual([])
    },
  )

  test('of several tags one is enough, and another finds nothing', async () => {
    const question = 'How many days of vacation do I have?'
    expect(await titles(ann, question, { tags: ['rules'] })).toEqual(['Leave'])
    expect(await titles(ann, question, { tags: ['it', 'hr'] })).toContain('Leave')
    expect(await titles(ann, question, { tags: ['it'] })).not.toContain('Leave')
    expect(await titles(ann, question, { tags: ['HR" OR 1=1 --'] })).toEqual([])
  })

  test('gives no more than was asked for', async () => {
    expect(await titles(hana, 'laptop vacation password salary', { limit: 2 })).toHaveLength(2)
  })

  test('a document that is added again is found once', async () => {
    const question = 'How is a broken printer reported?'
    const passages = [{ position: 0, headings: [], content: 'Broken printers are reported to the reception.' }]
    const id = await scene.keep(ann, { title: 'Printers', passages })
    const before = await scene.retriever.search(scene.callOf(ann), { query: question, tags: [], limit: 6 })
    const progress: number[] = []
    const document = { id, title: 'Printers', tags: [], isPersonal: false }
    await scene.retriever.add(scene.callOf(ann), document, passages, (done) => progress.push(done))
    expect(progress.at(-1)).toBe(1)
    const after = await scene.retriever.search(scene.callOf(ann), { query: question, tags: [], limit: 6 })
    expect(after.hits.filter(({ documentId }) => documentId === id)).toHaveLength(1)
    expect(after).toEqual(before)
  })

  test.each([false, true])(
    'what was removed is gone (personal: %s), and removing it again is no error',
    async (isPersonal) => {
      const question = 'Which canteen has the best goulash?'
      const document = {
        title: 'Canteens',
        isPersonal,
        passages: [{ content: 'The canteen in Leipzig has the best goulash.' }],
      }
      const id = await scene.keep(hana, document)
      expect(await titles(hana, question)).toEqual(['Canteens'])
      for (let round = 0; round < 2; round += 1) await scene.retriever.remove(scene.callOf(hana), { id, isPersonal })
      await scene.owner.query(`DELETE FROM coco.${isPersonal ? 'personal_documents' : 'documents'} WHERE id = $1`, [id])
      const { hits } = await scene.retriever.search(scene.callOf(hana), { query: question, tags: [], limit: 6 })
      expect(hits).toEqual([])
      expect(await leftOf(id)).toEqual([])
    },
  )

  test('a hit whose rows are gone already vanishes, whoever gave it', async () => {
    const question = 'Where is the bicycle cellar?'
    const id = await scene.keep(ann, {
      title: 'Bicycles',
      passages: [{ content: 'The bicycle cellar is in house four.' }],
    })
    await scene.owner.query('DELETE FROM coco.documents WHERE id = $1', [id])
    expect(await titles(ann, question)).toEqual([])
    await scene.retriever.remove(scene.callOf(ann), { id, isPersonal: false })
  })

  test('a hundred passages are all found', async () => {
    const passages = Array.from({ length: 100 }, (_, index) => ({
      content: `Room ${index} is cleaned by the ${NUMBERS[index % 10]} brigade of ${NUMBERS[Math.floor(index / 10)]} street.`,
    }))
    const id = await scene.keep(bob, { title: 'Rooms', passages })
    const { passages: found } = await scene.find(bob, 'Who cleans room 97?')
    expect(found[0]).toMatchObject({ documentId: id, position: 97 })
  })

  test('the signal ends a search', async () => {
    const gone = AbortSignal.abort(new Error('nobody waits any more'))
    const search = scene.retriever.search(
      { ...scene.callOf(ann), signal: gone },
      { query: 'vacation', tags: [], limit: 6 },
    )
    await expect(search).rejects.toThrow('nobody waits any more')
  })

  /** Every trace of a document, in the database and in Snowflake. */
  async function leftOf(id: string): Promise<string[]> {
    const inDatabase: string[] = []
    for (const table of ['passages', 'personal_passages', 'passage_vectors', 'personal_passage_vectors']) {
      const { rows } = await scene.owner.query(`SELECT 1 FROM coco.${table} WHERE document_id = $1`, [id])
      inDatabase.push(...rows.map(() => table))
    }
    const inSnowflake = ['PASSAGES', 'PERSONAL_PASSAGES'].map((table) => {
      const select = `SELECT PASSAGE_ID FROM COCO_DOCUMENTS.TENANT_ALPHA.${table} WHERE DOCUMENT_ID = '${id}'`
      const answer = scene.emulator.sql(`USE WAREHOUSE COCO_WH; ${select}`).at(-1)
      return (answer?.rows ?? []).map(() => table)
    })
    return [...inDatabase, ...inSnowflake.flat()]
  }
})

const NUMBERS = ['north', 'south', 'east', 'west', 'upper', 'lower', 'inner', 'outer', 'old', 'young']

describe('what Snowflake takes back', () => {
  const call = { query: 'vacation', tags: [], limit: 6 }

  test('without the search service Cortex Search is refused, with the reason; Coco’s own search is not', async () => {
    await using scene = await openRetrieverScene('cortex_search')
    await scene.keep(ann, LEAVE)
    scene.emulator.sql(
      'REVOKE USAGE ON CORTEX SEARCH SERVICE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES_SEARCH FROM ROLE COCO_TENANT_ALPHA',
    )
    await expect(scene.retriever.search(scene.callOf(ann), call)).rejects.toMatchObject({ code: 'search_not_allowed' })
    scene.emulator.sql(
      'GRANT USAGE ON CORTEX SEARCH SERVICE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES_SEARCH TO ROLE COCO_TENANT_ALPHA',
    )
    expect((await scene.retriever.search(scene.callOf(ann), call)).hits).toHaveLength(1)
  })

  test('without the table a document is not added, in Snowflake’s words', async () => {
    await using scene = await openRetrieverScene('cortex_search')
    scene.emulator.sql('REVOKE INSERT ON TABLE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES FROM ROLE COCO_TENANT_ALPHA')
    await expect(scene.keep(ann, LEAVE)).rejects.toMatchObject({ name: 'SqlError', code: expect.any(String) })
  })

  test('without the embedding model Coco’s own search goes on with words, and adds nothing', async () => {
    await using scene = await openRetrieverScene('coco')
    await scene.keep(ann, LEAVE)
    scene.emulator.sql(
      'REVOKE APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-SNOWFLAKE-ARCTIC-EMBED-M-V1.5" FROM ROLE COCO_TENANT_ALPHA',
    )
    const { hits, by } = await scene.retriever.search(scene.callOf(ann), call)
    expect({ count: hits.length, by }).toEqual({ count: 1, by: 'words' })
    await expect(scene.keep(ann, LAPTOPS)).rejects.toMatchObject({ code: 'model_not_allowed' })
  })
})

describe('the wall between tenants is Snowflake’s', () => {
  const BETAS: TenantDocuments = { database: 'COCO_DOCUMENTS', schema: 'TENANT_BETA', warehouse: 'COCO_WH' }

  test('code that takes another tenant’s schema for its own neither finds, nor writes, nor deletes there', async () => {
    await using scene = await openRetrieverScene('cortex_search')
    const id = await scene.keep(bob, LEAVE)
    const misled = scene.misled(BETAS)
    const call = scene.callOf(ann)
    await expect(misled.search(call, { query: 'vacation', tags: [], limit: 6 })).rejects.toMatchObject({
      code: 'search_not_allowed',
    })
    const document = { id, title: 'x', tags: [], isPersonal: false }
    await expect(misled.add(call, document, [], () => {})).rejects.toMatchObject({ name: 'SqlError' })
    await expect(misled.remove(call, document)).rejects.toMatchObject({ name: 'SqlError' })
    expect((await scene.find(bob, 'vacation')).passages).toHaveLength(1)
  })

  test('with every wall down the filter, and our own look at what comes, still hold', async () => {
    await using scene = await openRetrieverScene('cortex_search')
    await scene.keep(bob, LEAVE)
    scene.emulator.sql(`GRANT USAGE ON SCHEMA COCO_DOCUMENTS.TENANT_BETA TO ROLE COCO_TENANT_ALPHA;
      GRANT USAGE ON CORTEX SEARCH SERVICE COCO_DOCUMENTS.TENANT_BETA.PASSAGES_SEARCH TO ROLE COCO_TENANT_ALPHA`)
    const { hits } = await scene.misled(BETAS).search(scene.callOf(ann), { query: 'vacation', tags: [], limit: 6 })
    expect(hits).toEqual([])
  })
})
