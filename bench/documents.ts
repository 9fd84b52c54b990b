/**
 * `pnpm bench documents`: how long a search through 10,000 passages of one tenant takes, on the embedded database (words and
 * meaning) and on Postgres (words), and whether the time of a search tells how many personal passages one may not see.
 */
import { createDocumentSearch, documentReader } from '@coco/testkit/document-search'
import type { DocumentSearch } from '@coco/testkit/document-search'
import { hasPostgres } from '@coco/testkit/test-postgres'
import { openTestStore } from '@coco/testkit/test-store'
import { seedPassages, someQuestion } from './documents/seed-passages.ts'
import { keepAlive } from './search/keep-alive.ts'

const PASSAGES = Number(process.argv.find((argument) => argument.startsWith('--passages='))?.slice(11) ?? 10_000)
const SEARCHES = 100
/** A tenant of everyday size, searched in the same run: what a search costs beside what it looks through. */
const FEW_PASSAGES = 500

using _alive = keepAlive()
for (const kind of (await hasPostgres()) ? (['embedded', 'altered'] as const) : (['embedded'] as const)) {
  await measure(kind)
}

async function measure(kind: 'embedded' | 'altered'): Promise<void> {
  await using opened = await openTestStore(kind)
  const { store, owner } = opened
  const hasVectors = store.vectors.isAvailable
  const seed = (tenant: string, passages: number, isPersonal = false) =>
    seedPassages(owner, { tenant, isPersonal, hasVectors }, passages)
  await seed('tenant-large', PASSAGES)
  await seed('tenant-small', FEW_PASSAGES)
  // Two of one size, of which only one has what most may not see.
  await seed('tenant-plain', FEW_PASSAGES)
  await seed('tenant-secret', FEW_PASSAGES)
  await seed('tenant-secret', PASSAGES, true)
  await owner.query('ANALYZE')

  const search = createDocumentSearch(store)
  const figures: Record<string, object> = {}
  const [large, small] = await inTurn(search, ['tenant-large', 'tenant-small'])
  figures[`${PASSAGES} passages`] = quantiles(large)
  figures[`${FEW_PASSAGES} passages`] = quantiles(small)
  const [plain, secret] = await inTurn(search, ['tenant-plain', 'tenant-secret'])
  figures[`${FEW_PASSAGES} passages, nothing personal, without the right`] = quantiles(plain)
  figures[`${FEW_PASSAGES} passages, ${PASSAGES} personal ones, without the right`] = quantiles(secret)
  console.log(
    `\npnpm bench documents · Node ${process.version} · ${store.kind} · ${hasVectors ? 'words and meaning, exact' : 'words'} · ${SEARCHES} searches each`,
  )
  console.table(figures)
  const ratio = median(secret) / median(plain)
  console.log(`what may not be seen shows in the time by a factor of ${ratio.toFixed(2)} (to be 1, give or take 0.1)`)
}

/** One search in each tenant after the other, so that what else the machine does meets all of them alike. */
async function inTurn(search: DocumentSearch, tenants: readonly [string, string]): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []]
  for (let index = -5; index < SEARCHES; index += 1) {
    for (const [place, tenant] of tenants.entries()) {
      const startedMs = performance.now()
      await search.find(documentReader(tenant), someQuestion(index + 5))
      // The first ones open connections and plan.
      if (index >= 0) times[place as 0 | 1].push(performance.now() - startedMs)
    }
  }
  return times
}

function quantiles(times: readonly number[]) {
  const at = (share: number) => quantile(times, share).toFixed(1)
  return { 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'max ms': at(1) }
}

function median(times: readonly number[]): number {
  return quantile(times, 0.5)
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
}
