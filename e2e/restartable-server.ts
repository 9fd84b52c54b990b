import { createTestDatabase } from '@coco/testkit/test-database'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface RestartableServer extends AsyncDisposable {
  url: string
  /** As `kill -9` does: nothing is finished, nothing said. */
  kill(): Promise<void>
  /** On the same port, with the same data. */
  start(): Promise<void>
}

const MAIN = join(import.meta.dirname, '../apps/server/src/main.ts')

/** A server that is a process of its own, with its database embedded, in front of a stack's local Snowflake. */
export async function startRestartableServer(stack: {
  folder: string
  emulatorUrl: string
}): Promise<RestartableServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'coco-e2e-'))
  // A copy of an empty one: making it anew takes seconds.
  await createTestDatabase(dataDir, 'embedded')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    PATH: process.env.PATH ?? '',
    COCO_MODE: 'local',
    COCO_PORT: String(port),
    COCO_DATA_DIR: dataDir,
    SNOWFLAKE_ACCOUNT: 'COCO-LOCAL',
    CORTEX_BASE_URL_OVERRIDE: `${stack.emulatorUrl}/api/v2/cortex`,
  }
  let server: ChildProcess | null = null

  async function start() {
    const started = spawn(process.execPath, [MAIN], {
      cwd: stack.folder,
      env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    server = started
    // It says over the channel where it listens.
    const ended = once(started, 'exit').then(() => false)
    const isListening = await Promise.race([once(started, 'message').then(() => true), ended])
    if (!isListening) throw new Error('The server ended before it listened.')
  }

  async function kill() {
    if (server?.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGKILL')
    await ended
  }

  await start()
  return {
    url,
    kill,
    start,
    async [Symbol.asyncDispose]() {
      await kill()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
