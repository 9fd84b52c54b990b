/**
 * `pnpm bench search`: how long a person with 5,000 conversations waits for a search, in a database in which others have
 * much more. Needs a Postgres; see bench/README.md.
 */
import { startServerOn } from '@coco/testkit/start-server-on'
import { Client } from 'pg'
import { keepAlive } from './search/keep-alive.ts'
import { seedConversations, someWords } from './search/seed-conversations.ts'

const OWN_CONVERSATIONS = 5_000
const OTHERS = 20
const OTHERS_CONVERSATIONS = 1_000
const TURNS = 4
const SEARCHES = 200
const NOBODY = 'http://127.0.0.1:9'

using _alive = keepAlive()
await measure()

async function measure(): Promise<void> {
  await using server = await startServerOn(NOBODY, { database: 'altered' })
  if (server.databaseUrl === null) throw new Error('This benchmark needs a Postgres: set COCO_TEST_DATABASE_URL.')
  const { client, session } = await server.signIn('user-alpha')
  const database = new Client({ connectionString: server.databaseUrl })
  await database.connect()

  const own = { tenant: session.tenant.id, owner: session.person.id }
  await seedConversations(database, own, OWN_CONVERSATIONS, TURNS)
  for (let index = 0; index < OTHERS; index++) {
    const tenant = index % 2 === 0 ? session.tenant.id : `tenant-${index}`
    await seedConversations(database, { tenant, owner: crypto.randomUUID() }, OTHERS_CONVERSATIONS, TURNS)
  }
  await database.query('VACUUM ANALYZE coco.messages, coco.conversations')

  const figures: Record<string, object> = {}
  const scansBefore = await seqScans(database)
  for (const wordCount of [1, 2, 3]) {
    const times: number[] = []
    let hits = 0
    for (let index = 0; index < SEARCHES; index++) {
      const query = someWords(index, wordCount)
      const startedMs = performance.now()
      hits += (await client.trpc.conversations.search.query({ query })).hits.length
      times.push(performance.now() - startedMs)
    }
    figures[`${wordCount} words, ${(hits / SEARCHES).toFixed(1)} hits on the page`] = quantiles(times)
  }
  console.log(
    `pnpm bench search · Node ${process.version} · ${OWN_CONVERSATIONS} own conversations of ${TURNS} messages, ` +
      `${OTHERS * OTHERS_CONVERSATIONS} of ${OTHERS} others\n`,
  )
  console.table(figures)
  console.log(
    `whole-table scans of messages during ${3 * SEARCHES} searches: ${(await seqScans(database)) - scansBefore} (to be 0)`,
  )
  await database.end()
}

function quantiles(times: number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1)
  return { 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'max ms': at(1), aim: 'p95 ≤ 200' }
}

async function seqScans(database: Client): Promise<number> {
  const sql = "SELECT seq_scan::int AS scans FROM pg_stat_user_tables WHERE relid = 'coco.messages'::regclass"
  // What a connection did is added up when it is idle; asking for it apart makes it so.
  await database.query('SELECT pg_stat_force_next_flush()')
  const { rows } = await database.query<{ scans: number }>(sql)
  return rows[0]?.scans ?? 0
}
