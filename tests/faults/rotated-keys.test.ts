import { startStack } from '@coco/testkit/start-stack'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCoco } from '../command-line/run-coco.ts'
import { askOver, type Outcome, WAYS } from './ask.ts'
import { expectAnswer } from './fault-scene.ts'
import { printFigure } from './figures.ts'

const AT_ONCE = 4
const alpha = {
  id: 'tenant-alpha',
  name: 'User Alpha.',
  snowflake: { user: 'COCO_USER_ALPHA', role: 'COCO_TENANT_ALPHA', privateKeyPath: 'keys/alpha_rsa_key.p8' },
  defaultModel: 'claude-4-sonnet',
  limits: { requestsPerMinute: 1_000_000 },
}

/** A server with a tenant that may ask as often as it likes, and `coco tenant rotate-key` for it, as a process of its own. */
async function startRotating() {
  const stack = await startStack()
  writeFileSync(join(stack.folder, 'new.json'), JSON.stringify({ tenants: [alpha] }))
  renameSync(join(stack.folder, 'new.json'), join(stack.folder, 'tenants.json'))
  // The server has read the file when the tenant has its new name.
  await expect.poll(async () => (await stack.signIn('user-alpha')).session.tenant.name).toBe(alpha.name)
  return {
    stack,
    async rotate(...flags: string[]) {
      const ran = await runCoco(stack, ['tenant', 'rotate-key', 'tenant-alpha', ...flags], '', {
        SNOWFLAKE_ACCOUNT: 'COCO-LOCAL',
        SNOWFLAKE_USER: 'COCO_ADMIN',
        SNOWFLAKE_PRIVATE_KEY_PATH: stack.adminKeyPath,
        CORTEX_BASE_URL_OVERRIDE: `${stack.emulatorUrl}/api/v2/cortex`,
      })
      expect(ran).toMatchObject({ code: 0, stderr: '' })
    },
    [Symbol.asyncDispose]: () => stack.close(),
  }
}

test('a tenant’s key is rotated twice under load, forth, back and removed at once: no answer fails', async () => {
  await using scene = await startRotating()
  const outcomes: Outcome[] = []
  const isOver = new AbortController()
  const asking = WAYS.flatMap((way) => Array.from({ length: AT_ONCE / WAYS.length }, () => way)).map(async (way) => {
    while (!isOver.signal.aborted) outcomes.push(await askOver(way, scene.stack, { prompt: 'say exactly: fine' }))
  })
  try {
    await scene.rotate()
    // At once: the server may not have looked at the new file yet, and its old token is refused.
    await scene.rotate('--finish')
    await scene.rotate()
    await scene.rotate('--back')
    await scene.rotate()
    await scene.rotate('--finish')
  } finally {
    isOver.abort()
    await Promise.all(asking)
  }
  expect(outcomes.length).toBeGreaterThan(50)
  for (const outcome of outcomes) expectAnswer(outcome, 'fine')
  printFigure(`keys rotated under load: 0 of ${outcomes.length} answers failed`)
})
