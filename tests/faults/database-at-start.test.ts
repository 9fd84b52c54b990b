import { createStackFolder } from '@coco/testkit/stack-folder'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type DatabaseGateState, startDatabaseGate } from './database-gate.ts'

const MAIN = join(import.meta.dirname, '../../apps/server/src/main.ts')
const PASSWORD = 'canary-password'

/** Starts the server as a process of its own and waits until it has ended. */
async function startProcess(databaseUrl: string) {
  const folder = await createStackFolder()
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder.path,
    env: {
      PATH: process.env.PATH,
      COCO_PORT: '0',
      COCO_MODE: 'local',
      SNOWFLAKE_ACCOUNT: 'COCO-LOCAL',
      DATABASE_URL: databaseUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()))
  const [code] = (await once(child, 'exit')) as [number | null]
  folder.remove()
  return { code, output }
}

test.each<[DatabaseGateState, RegExp]>([
  ['down', /Cannot start: the database of DATABASE_URL cannot be reached \(ECONNREFUSED\)/],
  ['frozen', /Cannot start: the database of DATABASE_URL cannot be reached \(it does not answer\)/],
  ['full', /Cannot start: the database of DATABASE_URL cannot be reached \(sorry, too many clients already\)/],
])(
  'row 34 · a start while the database is %s says so in a sentence, and the exit code is not 0',
  async (state, said) => {
    await using gate = await startDatabaseGate(`postgres://coco:${PASSWORD}@127.0.0.1:5432/coco`)
    await gate.set(state)
    const startedMs = performance.now()
    const { code, output } = await startProcess(gate.url)
    expect(code).toBe(1)
    expect(output).toMatch(said)
    expect(output).not.toMatch(/canary-password|at .*\.ts:\d+/)
    expect(performance.now() - startedMs).toBeLessThan(15_000)
  },
)
