import { writeSync } from 'node:fs'
import { readDemoDocuments } from '@coco/testkit/demo-documents'
import { createDocumentSearch, documentReader, type DocumentSearch } from '@coco/testkit/document-search'
import { createMeaningOnlyRetriever } from '@coco/testkit/meaning-only'
import { openTestStore, type TestStore } from '@coco/testkit/test-store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GOLD, type GoldQuestion, UNANSWERABLE } from './gold/questions.ts'

/** Below this something is broken, and not only worse. */
const HIT_RATE_MIN = 0.88
const RANK_MIN = 0.82
/** Of questions that nothing answers, the share that nothing is found for. */
const SILENT_MIN = 0.9
const LOOKED_AT = 6
/** The embedded database makes vectors of 125 passages; a busy machine takes its time. */
const A_WHILE = 120_000

let opened: TestStore
const fileNames = new Map<string, string>()
const searches = new Map<string, DocumentSearch>()

beforeAll(async () => {
  opened = await openTestStore('embedded')
  const hybrid = createDocumentSearch(opened.store)
  searches.set('words', createDocumentSearch(opened.store, { isWordsOnly: true }))
  searches.set('meaning', createDocumentSearch(opened.store, { retriever: createMeaningOnlyRetriever(opened.store) }))
  searches.set('hybrid', hybrid)
  searches.set('hybrid, reranked', createDocumentSearch(opened.store, { reranks: true }))
  for (const tenant of new Set(GOLD.map((gold) => gold.tenant))) {
    for (const document of readDemoDocuments(tenant)) {
      fileNames.set(await hybrid.keep(documentReader(tenant), document), document.fileName)
    }
  }
}, A_WHILE)
afterAll(() => opened[Symbol.asyncDispose]())

interface Figures {
  /** Questions of which one of the first three passages is of a document that answers it. */
  hitRate: number
  /** One over the place of the first such passage, 0 for none; the mean. */
  reciprocalRank: number
  misses: string[]
}

async function measure(search: DocumentSearch): Promise<Figures> {
  let hits = 0
  let ranks = 0
  const misses: string[] = []
  for (const gold of GOLD) {
    const { passages } = await search.find(readerOf(gold), gold.question, { limit: LOOKED_AT })
    const place = passages.findIndex(({ documentId }) => gold.documents.includes(fileNames.get(documentId) ?? ''))
    if (place >= 0) ranks += 1 / (place + 1)
    if (place >= 0 && place < 3) hits += 1
    else misses.push(gold.question)
  }
  return { hitRate: hits / GOLD.length, reciprocalRank: ranks / GOLD.length, misses }
}

function readerOf({ tenant, asks }: GoldQuestion) {
  return asks === 'personal' ? documentReader(tenant, 'read_pii') : documentReader(tenant)
}

test(
  `${GOLD.length} questions find the documents that answer them, and words with meaning find no fewer than the better of the two`,
  async () => {
    const figures = new Map<string, Figures>()
    for (const [name, search] of searches) figures.set(name, await measure(search))
    print(figures)
    const [words, meaning, hybrid, reranked] = [...figures.values()] as [Figures, Figures, Figures, Figures]
    expect(hybrid.hitRate).toBeGreaterThanOrEqual(Math.max(words.hitRate, meaning.hitRate))
    expect(hybrid.reciprocalRank).toBeGreaterThanOrEqual(Math.max(words.reciprocalRank, meaning.reciprocalRank))
    for (const { hitRate, reciprocalRank } of [hybrid, reranked]) {
      expect(hitRate).toBeGreaterThanOrEqual(HIT_RATE_MIN)
      expect(reciprocalRank).toBeGreaterThanOrEqual(RANK_MIN)
    }
  },
  A_WHILE,
)

test(
  'of questions that nothing answers next to none finds anything',
  async () => {
    const answered: string[] = []
    for (const { tenant, question } of UNANSWERABLE) {
      const { passages } = await searches.get('hybrid')!.find(documentReader(tenant, 'read_pii'), question)
      if (passages.length > 0) answered.push(question)
    }
    const silent = 1 - answered.length / UNANSWERABLE.length
    writeSync(1, `nothing found for ${percent(silent)} of ${UNANSWERABLE.length} questions without an answer\n`)
    expect(silent).toBeGreaterThanOrEqual(SILENT_MIN)
  },
  A_WHILE,
)

test(
  'what only personal documents answer finds none of them without the right',
  async () => {
    const personal = GOLD.filter(({ asks }) => asks === 'personal')
    expect(personal.length).toBeGreaterThan(0)
    for (const { tenant, question } of personal) {
      const { passages } = await searches.get('hybrid')!.find(documentReader(tenant), question)
      expect(passages.filter(({ isPersonal }) => isPersonal)).toEqual([])
    }
  },
  A_WHILE,
)

/** For whoever reads the output of `npm test`. */
function print(figures: ReadonlyMap<string, Figures>): void {
  const lines = [...figures].map(
    ([name, { hitRate, reciprocalRank }]) =>
      `  ${name.padEnd(18)} hit rate at 3 ${percent(hitRate)}   mean reciprocal rank ${reciprocalRank.toFixed(3)}`,
  )
  writeSync(1, `${GOLD.length} gold questions\n${lines.join('\n')}\n`)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`.padStart(7)
}
