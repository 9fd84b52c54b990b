/**
 * `pnpm bench foreign-ids`: whether the time of an answer tells somebody else's id from one that never was. The answers
 * themselves are alike to the byte: tests/isolation.
 */
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'

const SAMPLES = 200
const WARM_UP = 20
/** Of medians, on one machine. */
const AIM_MS = 5

type Page = Awaited<ReturnType<ServerUnderTest['signIn']>>
type Probe = { name: string; foreign: string; input: (id: string) => object; isQuery?: true }

// The testkit's own connection is no reason for a process to live.
const alive = setInterval(() => {}, 1_000)
await measure()
clearInterval(alive)

async function measure(): Promise<void> {
  await using upstream = await startHostileUpstream(says('an ', 'answer'))
  await using server = await startServerOn(upstream.url)
  const victim = await server.signIn('user-alpha')
  const stranger = await openStranger(server)
  const probes = await findProbes(server, victim)

  const figures: Record<string, object> = {}
  for (const probe of probes) {
    const foreign: number[] = []
    const never: number[] = []
    for (let index = -WARM_UP; index < SAMPLES; index++) {
      // In turn, and each first half the time: neither has the warmer cache.
      const pair: [number[], string][] = [
        [foreign, probe.foreign],
        [never, crypto.randomUUID()],
      ]
      for (const [times, id] of index % 2 === 0 ? pair : pair.toReversed()) {
        const ms = await timeOf(stranger, probe, id)
        if (index >= 0) times.push(ms)
      }
    }
    const difference = median(foreign) - median(never)
    figures[probe.name] = {
      'of somebody else, median ms': median(foreign).toFixed(2),
      'never was, median ms': median(never).toFixed(2),
      'difference ms': difference.toFixed(2),
      aim: Math.abs(difference) < AIM_MS ? `< ${AIM_MS}: kept` : `< ${AIM_MS}: MISSED`,
    }
  }
  const kind = server.databaseUrl === null ? 'embedded database' : 'Postgres'
  console.log(`pnpm bench foreign-ids · Node ${process.version} · ${kind} · ${SAMPLES} samples each, in turn\n`)
  console.table(figures)
}

/** An administrator of another tenant: nobody has more rights and less business there. */
async function openStranger(server: ServerUnderTest): Promise<Page> {
  const person = (await server.signIn('user-beta')).session.person.id
  const operator = await server.signIn('operator', 'tenant-beta')
  await operator.client.trpc.people.setRoles.mutate({ personId: person, roles: ['admin'] })
  return server.signIn('user-beta')
}

async function findProbes(server: ServerUnderTest, victim: Page): Promise<Probe[]> {
  const { trpc } = victim.client
  const started = await trpc.chat.send.mutate({ content: 'mine', idempotencyKey: crypto.randomUUID() })
  await victim.client.read(started.generationId)
  const [session] = await trpc.session.list.query()
  const operator = await server.signIn('operator', 'tenant-alpha')
  const { key } = await operator.client.trpc.apiKeys.create.mutate({ name: 'theirs', roles: ['member'] })
  return [
    {
      name: 'conversations.get',
      foreign: started.conversationId,
      input: (conversationId) => ({ conversationId }),
      isQuery: true,
    },
    {
      name: 'conversations.rename',
      foreign: started.conversationId,
      input: (conversationId) => ({ conversationId, title: 'x' }),
    },
    {
      name: 'chat.send',
      foreign: started.conversationId,
      input: (conversationId) => ({ conversationId, content: 'x', idempotencyKey: crypto.randomUUID() }),
    },
    {
      name: 'chat.regenerate',
      foreign: started.messageId,
      input: (messageId) => ({ messageId, idempotencyKey: crypto.randomUUID() }),
    },
    { name: 'chat.stop', foreign: started.generationId, input: (generationId) => ({ generationId }) },
    { name: 'session.revoke', foreign: session?.id ?? '', input: (sessionId) => ({ sessionId }) },
    {
      name: 'people.setRoles',
      foreign: victim.session.person.id,
      input: (personId) => ({ personId, roles: ['member'] }),
    },
    { name: 'apiKeys.revoke', foreign: key.id, input: (keyId) => ({ keyId }) },
  ]
}

/** @throws Error when it is anything but "not there" */
async function timeOf(page: Page, { name, input, isQuery }: Probe, id: string): Promise<number> {
  const json = JSON.stringify(input(id))
  const startedMs = performance.now()
  const response = isQuery
    ? await page.fetch(`/trpc/${name}?input=${encodeURIComponent(json)}`)
    : await page.fetch(`/trpc/${name}`, { method: 'POST', body: json })
  await response.text()
  const ms = performance.now() - startedMs
  if (response.status !== 404) throw new Error(`${name} answered ${response.status}`)
  return ms
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}
