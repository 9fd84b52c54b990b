import { CortexError } from '@coco/core/cortex/cortex-error'
import { callOf, createDocumentSearch, embedLocally, documentReader } from '@coco/testkit/document-search'
import { openTestStore, type TestStore } from '@coco/testkit/test-store'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ann = documentReader('tenant-alpha')
const PASSAGES = Array.from({ length: 130 }, (_, index) => ({ content: `Locker ${index} holds a lamp.` }))

let opened: TestStore
beforeAll(async () => {
  opened = await openTestStore('embedded')
})
afterAll(() => opened[Symbol.asyncDispose]())

const tooMany = (retryAfterMs: number | null) =>
  new CortexError('too many', { code: 'upstream_rate_limited', statusCode: 429, retryAfterMs })

/** A search whose model refuses in turn as told and then answers, and whose pauses pass at once, or never. */
function refusing(refusals: (Error | null)[], { passes = true } = {}) {
  const pauses: number[] = []
  const waits = Promise.withResolvers<void>()
  let calls = 0
  const search = createDocumentSearch(opened.store, {
    async embed(texts) {
      calls += 1
      const refusal = refusals.shift()
      if (refusal) throw refusal
      return embedLocally(texts)
    },
    after(delayMs, run) {
      pauses.push(delayMs)
      if (passes) queueMicrotask(run)
      waits.resolve()
      return () => {}
    },
  })
  return { search, pauses, isWaiting: waits.promise, calls: () => calls }
}

test('what is too much for the account is waited for as long as Snowflake says, and goes on where it was', async () => {
  const { search, pauses, calls } = refusing([null, tooMany(30_000), tooMany(null), tooMany(0), null])
  const id = await search.keep(ann, { title: 'Lockers', passages: PASSAGES })
  // As told; what is usual the second time; and not without end.
  expect(pauses).toEqual([30_000, 5_000, 1_000])
  // Three batches of 64 at most, of which the second was asked for four times.
  expect(calls()).toBe(6)
  const { rows } = await opened.owner.query('SELECT FROM coco.passage_vectors WHERE document_id = $1', [id])
  expect(rows).toHaveLength(PASSAGES.length)
})

test('ten minutes for one batch are enough', async () => {
  const { search, pauses } = refusing(Array.from({ length: 9 }, () => tooMany(200_000)))
  await expect(search.keep(ann, { title: 'Never', passages: PASSAGES })).rejects.toMatchObject({
    code: 'upstream_rate_limited',
  })
  expect(pauses).toEqual([200_000, 200_000, 200_000])
})

test('what is refused otherwise is not asked for again', async () => {
  const refusal = new CortexError('no', { code: 'model_not_allowed', statusCode: 403 })
  const { search, pauses, calls } = refusing([refusal])
  await expect(search.keep(ann, { title: 'Refused', passages: PASSAGES })).rejects.toBe(refusal)
  expect([pauses, calls()]).toEqual([[], 1])
})

test('whoever stops it waits no longer', async () => {
  const { search, isWaiting, calls } = refusing([tooMany(30_000)], { passes: false })
  const id = await refusing([]).search.keep(ann, { title: 'Stopped', passages: PASSAGES })
  await opened.owner.query('DELETE FROM coco.passage_vectors WHERE document_id = $1', [id])
  const stopping = new AbortController()
  const reason = new Error('it was discarded')
  const passages = PASSAGES.map(({ content }, position) => ({ position, headings: [], content }))
  const document = { id, title: 'Stopped', tags: [], isPersonal: false }
  const adding = search.retriever.add({ ...callOf(ann), signal: stopping.signal }, document, passages, () => {})
  await isWaiting
  stopping.abort(reason)
  await expect(adding).rejects.toBe(reason)
  expect(calls()).toBe(1)
})
