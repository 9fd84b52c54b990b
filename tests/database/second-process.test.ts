import { createStackFolder } from '@coco/testkit/stack-folder'
import { createTestDatabase } from '@coco/testkit/test-database'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startServerProcess, urlOf } from '../contract/server-process.ts'

const ENV = {
  PATH: process.env.PATH ?? '',
  COCO_MODE: 'local',
  COCO_PORT: '0',
  SNOWFLAKE_ACCOUNT: 'COCO-LOCAL',
  CORTEX_BASE_URL_OVERRIDE: 'http://127.0.0.1:9',
}

/** With a database that is up to date: making one takes seconds. */
async function createFolder() {
  const folder = await createStackFolder()
  await createTestDatabase(join(folder.path, 'data'), 'embedded')
  return folder
}

test('of two servers on one data folder the second is refused with a sentence, and the first goes on', async () => {
  const folder = await createFolder()
  try {
    await using first = await startServerProcess(folder.path, ENV)
    await using second = await startServerProcess(folder.path, ENV)
    expect(second.outcome).toEqual({ exitCode: 1 })
    expect(second.output()).toContain(`Another Coco is running on ${folder.path}/data/database.`)
    expect(second.output()).toContain('COCO_DATA_DIR')
    expect(second.output()).not.toMatch(/at .*\.ts:\d+/)
    expect((await fetch(`${urlOf(first)}/healthz`)).status).toBe(200)
  } finally {
    folder.remove()
  }
})

test('a server that was killed leaves its folder to the next', async () => {
  const folder = await createFolder()
  try {
    await using first = await startServerProcess(folder.path, ENV)
    first.kill()
    await first.exited
    await using second = await startServerProcess(folder.path, ENV)
    expect((await fetch(`${urlOf(second)}/healthz`)).status).toBe(200)
  } finally {
    folder.remove()
  }
})
