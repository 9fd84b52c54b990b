import { startStack } from '@coco/testkit/start-stack'
import { once } from 'node:events'
import { closeSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askOver, type Outcome, WAYS } from './ask.ts'
import { expectAnswer } from './fault-scene.ts'
import { printFigure } from './figures.ts'
import { createTestClock } from './test-clock.ts'

const beta = {
  id: 'tenant-beta',
  name: 'User Beta',
  snowflake: { user: 'COCO_USER_BETA', role: 'COCO_TENANT_BETA', privateKeyPath: 'keys/beta_rsa_key.p8' },
  defaultModel: 'openai-gpt-4.1',
}
const HOUR_MS = 3_600_000

/** A server whose tenant Alpha signs in with the token of a container, as Snowpark Container Services mount it. */
async function startInContainer({ speed }: { speed?: number } = {}) {
  const { clock, skip } = createTestClock(speed)
  let aheadMs = 0
  const stack = await startStack({ platform: { clock }, emulator: { now: () => Date.now() + aheadMs } })
  const tokenPath = join(stack.folder, 'session-token')
  const snowflake = { sessionTokenPath: 'session-token' }
  const limits = { requestsPerMinute: 1_000_000 }
  const alpha = { id: 'tenant-alpha', name: 'User Alpha.', snowflake, defaultModel: 'claude-4-sonnet', limits }
  writeFileSync(tokenPath, stack.emulator.issueSessionToken('COCO_USER_ALPHA', HOUR_MS))
  writeFileSync(join(stack.folder, 'new.json'), JSON.stringify({ tenants: [alpha, beta] }))
  renameSync(join(stack.folder, 'new.json'), join(stack.folder, 'tenants.json'))
  // The server has read the file when the tenant has its new name.
  await expect.poll(async () => (await stack.signIn('user-alpha')).session.tenant.name).toBe('User Alpha.')
  return {
    stack,
    tokenPath,
    newToken: (lifeMs: number) => stack.emulator.issueSessionToken('COCO_USER_ALPHA', lifeMs),
    /** For the server, which then looks at what it has seen again. */
    skip,
    /** For Snowflake, where tokens come to their end. */
    passTime: (ms: number) => (aheadMs += ms),
    ask: (way: (typeof WAYS)[number]) => askOver(way, stack, { prompt: 'say exactly: fine' }),
    [Symbol.asyncDispose]: () => stack.close(),
  }
}

/** As many at once as an office of people has, both ways, for as long as `change` takes and until there are `total`. */
async function askThroughout(
  { ask, total }: { ask: (way: (typeof WAYS)[number]) => Promise<Outcome>; total: number },
  change: (next: (count: number) => Promise<void>) => Promise<void>,
): Promise<Outcome[]> {
  const AT_ONCE = 20
  const outcomes: Outcome[] = []
  let asked = 0
  const answered = new EventTarget()
  const changed = new AbortController()
  /** Until that many are answered which were asked after this: what was under way may have its token already. */
  async function next(count: number): Promise<void> {
    const before = asked
    let later = 0
    while (later < count) {
      const [{ detail }] = (await once(answered, 'answer')) as [CustomEvent<number>]
      if (detail > before) later += 1
    }
  }
  const asking = Array.from({ length: AT_ONCE }, async (_, index) => {
    while (!changed.signal.aborted || outcomes.length < total) {
      asked += 1
      const number = asked
      outcomes.push(await ask(WAYS[index % WAYS.length] ?? 'REST'))
      answered.dispatchEvent(new CustomEvent('answer', { detail: number }))
    }
  })
  const changing = change(next).finally(() => changed.abort())
  await Promise.all([changing, ...asking])
  return outcomes
}

/** A file that is half written for a while is half written for less than a second of the server, on a busy machine too. */
const SLOW = 0.2

/** Ways in which a file comes to hold another token. */
const REPLACEMENTS: Record<string, (path: string, token: string, next: () => Promise<void>) => Promise<void>> = {
  async 'a rename'(path, token) {
    writeFileSync(`${path}.new`, token)
    renameSync(`${path}.new`, path)
  },
  async 'writing it in place, bit by bit'(path, token, next) {
    const file = openSync(path, 'w')
    await next()
    for (const piece of token.match(/.{1,12}/g) ?? []) {
      writeSync(file, piece)
      await next()
    }
    closeSync(file)
  },
  async 'taking it away and making it anew'(path, token, next) {
    rmSync(path)
    await next()
    writeFileSync(path, token)
  },
}

test('the token of a container is replaced seven times under load, by a rename and in place: no answer fails', {
  timeout: 120_000,
}, async () => {
  await using scene = await startInContainer({ speed: SLOW })
  const { tokenPath, newToken, skip, ask, passTime } = scene
  const kinds = Object.keys(REPLACEMENTS)
  const startedMs = performance.now()
  const outcomes = await askThroughout({ ask, total: 200 }, async (next) => {
    for (let round = 0; round < 7; round += 1) {
      await next(5)
      const replace = REPLACEMENTS[kinds[round % kinds.length] ?? '']
      await replace?.(tokenPath, newToken(3.5 * HOUR_MS), () => next(1))
      await next(10)
      skip(1_000)
      await next(5)
      // The one before is over now, and this one is good for the next round alone.
      passTime(2 * HOUR_MS)
      await next(5)
    }
  })
  for (const outcome of outcomes) expectAnswer(outcome, 'fine')
  expect(outcomes.length).toBeGreaterThanOrEqual(200)
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1)
  printFigure(`session token replaced 7 times under load: 0 of ${outcomes.length} answers failed in ${seconds} s`)
})

test('a token that is over gives way to the one that the file has by now, within the call', async () => {
  await using scene = await startInContainer()
  expectAnswer(await scene.ask('REST'), 'fine')
  writeFileSync(scene.tokenPath, scene.newToken(10 * HOUR_MS))
  scene.passTime(2 * HOUR_MS)
  expectAnswer(await scene.ask('REST'), 'fine')
})

test('a token file that is gone takes down its own tenant, with a code and no path, until it is back', async () => {
  await using scene = await startInContainer()
  const { stack, tokenPath, skip, ask } = scene
  rmSync(tokenPath)
  skip(1_000)
  for (const way of WAYS) {
    skip(1_000)
    await ask(way)
    skip(1_000)
    expect((await ask(way)).refusal).toMatchObject({
      status: 503,
      code: expect.stringMatching(/^tenant_unavailable$/i) as string,
      message: expect.not.stringContaining(tokenPath) as string,
    })
  }
  const ready = (await (await fetch(`${stack.serverUrl}/readyz`)).json()) as { tenants: { byName: object } }
  expect(ready.tenants.byName).toMatchObject({
    'tenant-alpha': 'down: session token_missing',
    'tenant-beta': 'up',
  })
  expectAnswer(await askOver('REST', stack, { tenant: 'beta', prompt: 'say exactly: well' }), 'well')
  const lines = stack.logLines.filter((line) => line.includes('is down'))
  expect(lines.join('')).toContain(tokenPath)

  writeFileSync(tokenPath, scene.newToken(HOUR_MS))
  expectAnswer(await ask('REST'), 'fine')
})
