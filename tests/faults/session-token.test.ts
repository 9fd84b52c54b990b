import { startStack } from '@coco/testkit/start-stack'
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
async function startInContainer() {
  const { clock, skip } = createTestClock()
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
    /** For Snowflake: tokens of an hour are over. */
    endOldTokens: () => (aheadMs += 2 * HOUR_MS),
    ask: (way: (typeof WAYS)[number]) => askOver(way, stack, { prompt: 'say exactly: fine' }),
    [Symbol.asyncDispose]: () => stack.close(),
  }
}

/** Both ways ask without a pause while `change` does its work. @returns every outcome */
async function askThroughout(
  ask: (way: (typeof WAYS)[number]) => Promise<Outcome>,
  change: () => Promise<void>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const changed = new AbortController()
  const asking = WAYS.map(async (way) => {
    while (!changed.signal.aborted) outcomes.push(await ask(way))
  })
  await change()
  changed.abort()
  await Promise.all(asking)
  return outcomes
}

test('the token of a container is replaced under load, by a rename and in place: no answer fails', async () => {
  await using scene = await startInContainer()
  const { tokenPath, newToken, skip, ask, endOldTokens } = scene
  const outcomes = await askThroughout(ask, async () => {
    await ask('REST')
    writeFileSync(`${tokenPath}.new`, newToken(HOUR_MS))
    renameSync(`${tokenPath}.new`, tokenPath)
    await ask('REST')
    skip(1_000)
    await ask('REST')

    const last = newToken(10 * HOUR_MS)
    const file = openSync(tokenPath, 'w')
    await ask('REST')
    writeSync(file, last.slice(0, 20))
    await ask('REST')
    writeSync(file, last.slice(20))
    closeSync(file)
    await ask('REST')
    skip(1_000)
    await ask('REST')
    // Only the last token is good from here on.
    endOldTokens()
    await ask('REST')
  })
  for (const outcome of [...outcomes, await ask('tRPC')]) expectAnswer(outcome, 'fine')
  printFigure(`session token replaced under load: 0 of ${outcomes.length} answers failed`)
})

test('a token that is over gives way to the one that the file has by now, within the call', async () => {
  await using scene = await startInContainer()
  expectAnswer(await scene.ask('REST'), 'fine')
  writeFileSync(scene.tokenPath, scene.newToken(10 * HOUR_MS))
  scene.endOldTokens()
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
