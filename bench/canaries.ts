/**
 * `pnpm bench canaries`: 20,000 questions of random tenants and rights to 1,000 documents of 20 tenants, each with a word of
 * its own: nobody's may come back to others. Fails when one does.
 */
import { askForCanaries, plantCanaries, seededRandom } from '@coco/testkit/canaries'
import { createDocumentSearch } from '@coco/testkit/document-search'
import { openTestStore } from '@coco/testkit/test-store'
import { keepAlive } from './search/keep-alive.ts'

const TENANTS = 20
const DOCUMENTS = 1_000
const QUERIES = 20_000

using _alive = keepAlive()
await using opened = await openTestStore('embedded')
const search = createDocumentSearch(opened.store)
const canaries = await plantCanaries(search, { documents: DOCUMENTS, tenants: TENANTS, random: seededRandom(1) })
const startedMs = performance.now()
const report = await askForCanaries(search, canaries, { queries: QUERIES, tenants: TENANTS, random: seededRandom(3) })
console.log(`pnpm bench canaries · Node ${process.version} · ${opened.store.kind}\n`)
console.table({
  questions: QUERIES,
  'one’s own asked for': report.ownAsked,
  'one’s own found': report.ownFound,
  'of others or hidden (to be 0)': report.leaks.length,
  'errors (to be 0)': report.errors.length,
  'ms a question': ((performance.now() - startedMs) / QUERIES).toFixed(1),
})
for (const sentence of [...report.leaks, ...report.errors].slice(0, 20)) console.log(sentence)
process.exitCode = report.leaks.length + report.errors.length + (report.ownAsked - report.ownFound) > 0 ? 1 : 0
