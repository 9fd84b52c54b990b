/**
 * `pnpm bench cuts [CUTS]`: answers of 300 pieces, read while they are written over a line that is cut at random bytes, 10,000
 * times in all unless told otherwise. To reach: nothing lost, nothing doubled. See bench/README.md.
 */
import { startCuttingLine } from '@coco/testkit/cutting-line'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { readResuming } from '@coco/testkit/resuming-reader'
import { startServerOn } from '@coco/testkit/start-server-on'
import { createStackFolder } from '@coco/testkit/stack-folder'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepAlive } from './search/keep-alive.ts'
import { speakInTurns, textsOf } from './cuts/speak-in-turns.ts'

const CUTS = Number(process.argv[2] ?? 10_000)
const PIECES = 300
const AT_ONCE = 4
const LONGEST_BYTES = 600
const LONGEST_MS = 8 * 60_000

using _alive = keepAlive()
const folder = await createStackFolder()
const tenant = {
  id: 'tenant-alpha',
  name: 'User Alpha',
  snowflake: { user: 'COCO_USER_ALPHA', role: 'COCO_TENANT_ALPHA', privateKeyPath: 'keys/alpha_rsa_key.p8' },
  defaultModel: 'claude-4-sonnet',
  limits: { requestsPerMinute: 1_000_000 },
}
writeFileSync(join(folder.path, 'tenants.json'), JSON.stringify({ tenants: [tenant] }))
await using upstream = await startHostileUpstream((response) => speakInTurns(response, PIECES))
await using server = await startServerOn(upstream.url, { folder })
await using line = await startCuttingLine(server.serverUrl, () =>
  isOver() ? null : Math.floor(Math.random() * LONGEST_BYTES),
)
const client = server.withKey(server.alphaKey)
const expected = textsOf(PIECES)

let answers = 0
let events = 0
let lost = 0
let doubled = 0
let unlike = 0
const startedMs = performance.now()
const isOver = () => line.cuts() >= CUTS || performance.now() - startedMs > LONGEST_MS
await Promise.all(Array.from({ length: AT_ONCE }, readOneAfterAnother))
const seconds = (performance.now() - startedMs) / 1_000

console.log(
  `pnpm bench cuts · ${server.databaseUrl === null ? 'embedded database' : 'Postgres'} · Node ${process.version} · ${answers} answers of ${PIECES} pieces, ${events} events\n`,
)
console.table({
  cuts: { figure: line.cuts(), aim: `≥ ${CUTS}` },
  'events lost': { figure: lost, aim: '0' },
  'events doubled': { figure: doubled, aim: '0' },
  "answers that are not upstream's text, read or stored": { figure: unlike, aim: '0' },
  'cuts per second': { figure: Math.round(line.cuts() / seconds), aim: '' },
})
if (line.cuts() < CUTS || lost + doubled + unlike > 0) throw new Error('the aim was missed')

async function readOneAfterAnother(): Promise<void> {
  while (!isOver()) {
    const { conversationId, generationId } = await client.send('speak')
    const items = await readResuming(line.url, { 'x-api-key': server.alphaKey }, generationId)
    const numbers = new Set(items.map(({ seq }) => seq))
    answers += 1
    events += items.length
    doubled += items.length - numbers.size
    lost += (items.at(-1)?.seq ?? 0) - numbers.size
    const read = { content: '', reasoning: '' }
    for (const { event } of items) {
      if (event.type === 'delta') read.content += event.content
      if (event.type === 'reasoning') read.reasoning += event.content
    }
    const { messages } = await client.trpc.conversations.get.query({ conversationId })
    const isLike = (text: { content: string; reasoning: string } | undefined) =>
      text?.content === expected.content && text.reasoning === expected.reasoning
    if (!isLike(read) || !isLike(messages[1])) unlike += 1
  }
}
