import { createKeyPair } from '@coco/core/jwt/create-key-pair'
import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { startServerOn } from '@coco/testkit/start-server-on'
import { startStack } from '@coco/testkit/start-stack'
import { says } from '@coco/testkit/upstream-scripts'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { askOver, type Outcome, WAYS, type Way } from './ask.ts'
import { expectAnswer } from './fault-scene.ts'
import { printFigure } from './figures.ts'
import { createTestClock } from './test-clock.ts'

const bodyOf = (pem: string) => pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')

/** Asks again and again while `change` does its work. @returns every outcome, those after it included */
async function askThroughout(ask: () => Promise<Outcome>, change: () => Promise<void>): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const changed = new AbortController()
  const asking = (async () => {
    while (!changed.signal.aborted) outcomes.push(await ask())
  })()
  await change()
  changed.abort()
  await asking
  return [...outcomes, await ask()]
}

describe.each(WAYS)('over %s', (way: Way) => {
  test('row 39 · a key that is replaced under way fails no answer', async () => {
    const { clock, skip } = createTestClock()
    await using stack = await startStack({ platform: { clock } })
    const ask = () => askOver(way, stack, { prompt: 'say exactly: fine' })
    const path = join(stack.folder, 'keys/alpha_rsa_key.p8')
    const [fresh, freshPublic] = [`${path}.new`, `${path}.new.pub`]
    await createKeyPair({ privateKeyPath: fresh, publicKeyPath: freshPublic })

    const outcomes = await askThroughout(ask, async () => {
      await ask()
      stack.sql(`ALTER USER COCO_USER_ALPHA SET RSA_PUBLIC_KEY_2='${bodyOf(readFileSync(freshPublic, 'utf8'))}'`)
      await ask()
      renameSync(fresh, path)
      await ask()
      skip(1_000)
      await ask()
      stack.sql('ALTER USER COCO_USER_ALPHA UNSET RSA_PUBLIC_KEY')
      await ask()
    })
    for (const outcome of outcomes) expectAnswer(outcome, 'fine')
    printFigure(`row 39 over ${way}: 0 of ${outcomes.length} answers failed`)
  })

  test('row 39 · a token of the old key is dropped when Snowflake takes the old key away at once', async () => {
    await using stack = await startStack()
    const ask = () => askOver(way, stack, { prompt: 'say exactly: fine' })
    expectAnswer(await ask(), 'fine')
    const path = join(stack.folder, 'keys/alpha_rsa_key.p8')
    const [fresh, freshPublic] = [`${path}.new`, `${path}.new.pub`]
    await createKeyPair({ privateKeyPath: fresh, publicKeyPath: freshPublic })
    renameSync(fresh, path)
    stack.sql(`ALTER USER COCO_USER_ALPHA SET RSA_PUBLIC_KEY='${bodyOf(readFileSync(freshPublic, 'utf8'))}'`)
    expectAnswer(await ask(), 'fine')
  })

  test('row 40 · a half-written key changes nothing, and the whole one is taken', async () => {
    const { clock, skip } = createTestClock()
    await using upstream = await startHostileUpstream(says('fine'))
    await using server = await startServerOn(upstream.url, { platform: { clock } })
    const ask = () => askOver(way, server)
    expectAnswer(await ask(), 'fine')
    const path = join(server.folder, 'keys/alpha_rsa_key.p8')
    await createKeyPair({ privateKeyPath: `${path}.new`, publicKeyPath: `${path}.new.pub` })
    const whole = readFileSync(`${path}.new`)
    for (const bytes of [0, 20, 700, whole.length - 30]) {
      writeFileSync(path, whole.subarray(0, bytes))
      skip(1_000)
      expectAnswer(await ask(), 'fine')
    }
    expect(server.logLines.join('')).toContain('the replaced key is not used; the last good one is')
    const before = upstream.calls.at(-1)?.headers.authorization
    renameSync(`${path}.new`, path)
    skip(1_000)
    expectAnswer(await ask(), 'fine')
    expect(upstream.calls.at(-1)?.headers.authorization).not.toBe(before)
    expect(server.logLines.join('')).not.toMatch(/PRIVATE KEY|MII/)
  })

  test('row 40 · a half-written tenants file changes nothing, and the whole one is taken', async () => {
    await using upstream = await startHostileUpstream(says('fine'))
    await using server = await startServerOn(upstream.url)
    const ask = () => askOver(way, server)
    const tenant = {
      id: 'tenant-alpha',
      name: 'User Alpha',
      snowflake: { user: 'COCO_USER_ALPHA', role: 'COCO_TENANT_ALPHA', privateKeyPath: 'keys/alpha_rsa_key.p8' },
      defaultModel: 'mistral-large2',
    }
    const path = join(server.folder, 'tenants.json')
    const whole = JSON.stringify({ tenants: [tenant] })
    writeFileSync(path, whole.slice(0, -20))
    await expect
      .poll(() => server.logLines.join(''), { interval: 10, timeout: 5_000 })
      .toContain('the changed tenants file is not used')
    expectAnswer(await ask(), 'fine')
    expect(upstream.calls.at(-1)?.body).toMatchObject({ model: 'claude-4-sonnet' })
    writeFileSync(path, whole)
    const modelAsked = async () => {
      await ask()
      return upstream.calls.at(-1)?.body
    }
    await expect.poll(modelAsked, { interval: 10, timeout: 5_000 }).toMatchObject({ model: 'mistral-large2' })
  })
})
