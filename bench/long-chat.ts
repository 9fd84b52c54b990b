/**
 * `pnpm bench long-chat [--messages=2000]`: how a long conversation opens, is written in and is searched. Needs a Postgres;
 * see bench/README.md.
 */
import { Client } from 'pg'
import { parseArgs } from 'node:util'
import { type OpenPage, openPage } from './page/open-page.ts'
import { RARE_WORD, seedLongConversation } from './page/seed-long-conversation.ts'
import { quantile, readTasks, watchTasks } from './page/watch-tasks.ts'
import { keepAlive } from './search/keep-alive.ts'

const { values } = parseArgs({ options: { messages: { type: 'string', default: '2000' } } })
const messages = Number(values.messages)
const SHORT = 20
const ROUNDS = 5
const KEYS = 60

using _alive = keepAlive()
await using open = await openPage(async function* () {
  yield 'Yes.'
})
const short = await seed(open, SHORT)
const long = await seed(open, messages)
await visit(open, short)
const figures = {
  [`${SHORT} messages`]: await measure(open, short),
  [`${messages} messages`]: await measure(open, long),
}
console.log(`pnpm bench long-chat --messages=${messages} · Node ${process.version} · medians of ${ROUNDS}\n`)
console.table(figures)
console.table(await search(open))

async function seed({ stack }: OpenPage, count: number): Promise<string> {
  if (stack.databaseUrl === null) throw new Error('This benchmark needs a Postgres: set COCO_TEST_DATABASE_URL.')
  const { session } = await stack.signIn('user-alpha')
  const database = new Client({ connectionString: stack.databaseUrl })
  await database.connect()
  const id = await seedLongConversation(database, { tenant: session.tenant.id, owner: session.person.id }, count)
  await database.end()
  return id
}

async function measure(opened: OpenPage, id: string) {
  const { page } = opened
  const loads: number[] = []
  const serverTimes: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { ms, serverMs } = await visit(opened, id)
    loads.push(ms)
    serverTimes.push(serverMs)
  }
  await watchTasks(page)
  for (let key = 0; key < KEYS; key++) await page.getByLabel('Your message').press('abcdefgh '[key % 9] ?? 'a')
  const { inputDelays, longTasks } = await readTasks(page)
  const { heapMb, elements } = await page.evaluate(() => {
    const { gc, performance: timing } = window as unknown as {
      gc?: () => void
      performance: { memory: { usedJSHeapSize: number } }
    }
    gc?.()
    return { heapMb: timing.memory.usedJSHeapSize / 1e6, elements: document.querySelectorAll('*').length }
  })
  return {
    'opens ms': quantile(loads, 0.5).toFixed(0),
    'of it the server ms': quantile(serverTimes, 0.5).toFixed(0),
    'key to paint p95 ms': quantile(inputDelays, 0.95).toFixed(0),
    'longest task at typing ms': Math.max(0, ...longTasks).toFixed(0),
    'heap MB': heapMb.toFixed(0),
    elements,
  }
}

/** Loads the page anew at this conversation; until the last answer can be read. */
async function visit({ page, stack }: OpenPage, id: string): Promise<{ ms: number; serverMs: number }> {
  const answered = page.waitForResponse((response) => response.url().includes('conversations.get'))
  const startedMs = performance.now()
  await page.goto(`${stack.serverUrl}/c/${id}`)
  await page.getByRole('button', { name: 'Copy answer' }).last().waitFor()
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
  const ms = performance.now() - startedMs
  const response = await answered
  await response.finished()
  const { requestStart, responseEnd } = response.request().timing()
  return { ms, serverMs: responseEnd - requestStart }
}

/** A word of the tenth question, by the page's own search, to where it stands. */
async function search({ page }: OpenPage) {
  const startedMs = performance.now()
  await page.getByLabel('Search conversations').fill(RARE_WORD)
  const hit = page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').last()
  await hit.filter({ hasText: RARE_WORD }).waitFor()
  const foundMs = performance.now() - startedMs
  await hit.click()
  await page.locator('main').getByText(`Where does the ${RARE_WORD} live?`).waitFor()
  return {
    'search, typed to found ms': foundMs.toFixed(0),
    'pressed to read ms': (performance.now() - startedMs - foundMs).toFixed(0),
  }
}
