import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { createStackFolder } from '@coco/testkit/stack-folder'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askOver, type Outcome, WAYS } from './ask.ts'
import { BAD_KEYS, BAD_PASSPHRASES, type BadKey, GOOD_PASSPHRASE, PASSPHRASE } from './bad-keys.ts'
import { expectAnswer } from './fault-scene.ts'

/** A server on which Beta has this key and Alpha a good one. */
async function startWith(upstreamUrl: string, { write, settings = {} }: BadKey): Promise<ServerUnderTest> {
  const folder = await createStackFolder()
  write(join(folder.path, 'keys/odd.p8'), folder.path)
  return startServerOn(upstreamUrl, { folder, settings: { BETA_PRIVATE_KEY_PATH: 'keys/odd.p8', ...settings } })
}

async function readiness(server: ServerUnderTest): Promise<unknown> {
  const response = await fetch(`${server.serverUrl}/readyz`)
  return { status: response.status, body: await response.json() }
}

/** Beta is down and says so in words that name nothing; Alpha and the server run; the log names the file. */
async function expectOnlyBetaDown(server: ServerUnderTest, problem: string): Promise<void> {
  const refused: Outcome[] = []
  for (const way of WAYS) {
    const outcome = await askOver(way, server, { tenant: 'beta' })
    refused.push(outcome)
    expect(outcome.refusal).toMatchObject({
      status: 503,
      code: expect.stringMatching(/^tenant_unavailable$/i),
      message: expect.stringContaining('its key cannot be used'),
      retryAfterMs: 30_000,
    })
    expectAnswer(await askOver(way, server), 'well')
  }
  const byName = { 'tenant-alpha': 'up', 'tenant-beta': `down: key ${problem}` }
  expect(await readiness(server)).toEqual({
    status: 200,
    body: { status: 'ready', database: 'up', tenants: { up: 1, down: 1, byName } },
  })
  expect(server.logLines.filter((line) => line.includes('odd.p8'))).toHaveLength(1)
  const shown = JSON.stringify([refused, await readiness(server)])
  expect(shown).not.toContain('odd.p8')
  expect(shown + server.logLines.join('')).not.toMatch(/canary-|PRIVATE KEY|MII/)
}

test.each(Object.entries(BAD_KEYS))('row 37 · %s takes down its own tenant only', async (_name, key) => {
  await using upstream = await startHostileUpstream(says('well'))
  await using server = await startWith(upstream.url, key)
  await expectOnlyBetaDown(server, key.problem)
  expect(upstream.calls).toHaveLength(WAYS.length)
})

test.each(Object.entries(BAD_PASSPHRASES))('row 38 · %s takes down its own tenant only', async (_name, key) => {
  await using upstream = await startHostileUpstream(says('well'))
  await using server = await startWith(upstream.url, key)
  await expectOnlyBetaDown(server, key.problem)
})

test.each(WAYS)(
  'row 38 · the right passphrase opens the key, and is neither shown nor logged, over %s',
  async (way) => {
    await using upstream = await startHostileUpstream(says('well'))
    await using server = await startWith(upstream.url, GOOD_PASSPHRASE)
    const outcome = await askOver(way, server, { tenant: 'beta' })
    expectAnswer(outcome, 'well')
    expect(outcome.shown + server.logLines.join('')).not.toContain(PASSPHRASE)
  },
)
