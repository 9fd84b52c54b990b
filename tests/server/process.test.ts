import { startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { createStackFolder } from '@coco/testkit/stack-folder'
import { saysThenHangs } from '@coco/testkit/upstream-scripts'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../../apps/server/src/main.ts')

let folder: Awaited<ReturnType<typeof createStackFolder>>
let upstream: Awaited<ReturnType<typeof startHostileUpstream>>
beforeAll(async () => {
  folder = await createStackFolder()
  upstream = await startHostileUpstream(saysThenHangs('half'))
})
afterAll(async () => {
  folder.remove()
  await upstream.close()
})

/** The server as a process of its own, as the launcher starts it. */
function startProcess(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder.path,
    env: { PATH: process.env.PATH, COCO_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => (output += bytes.toString()))
  return { child, output: () => output, exit: once(child, 'exit') as Promise<[number | null, string | null]> }
}

const local = () => ({ COCO_MODE: 'local', SNOWFLAKE_ACCOUNT: 'COCO-LOCAL', CORTEX_BASE_URL_OVERRIDE: upstream.url })

async function listening(child: ChildProcess): Promise<{ type: string; url: string; port: number }> {
  const [message] = (await once(child, 'message')) as [{ type: string; url: string; port: number }]
  return message
}

async function startAnswer(url: string): Promise<{ text: Promise<string> }> {
  const calls = upstream.calls.length
  const response = fetch(`${url}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'sk-alpha-secret-key-001' },
    body: '{"message":"hi"}',
  })
  const text = response.then((answer) => answer.text()).catch(() => 'cut')
  await upstream.nth(calls)
  return { text }
}

test('every wrong setting is named at once, and the exit code says that it did not start', async () => {
  const { exit, output } = startProcess({ COCO_PORT: 'many', COCO_HOST: '0.0.0.0' })
  expect((await exit)[0]).toBe(1)
  expect(output()).toMatch(/SNOWFLAKE_ACCOUNT is missing/)
  expect(output()).toMatch(/COCO_PORT must be/)
  expect(output()).toMatch(/COCO_SESSION_SECRET is required/)
  expect(output()).not.toMatch(/at .*\.ts:\d+/)
})

test('a port that is taken is named, with the remedy', async () => {
  const { exit, output } = startProcess({ ...local(), COCO_PORT: new URL(upstream.url).port })
  expect((await exit)[0]).toBe(1)
  expect(output()).toMatch(/port \d+ is taken.*COCO_PORT/)
})

test('it says where it listens, warns of the public keys, and SIGTERM ends it with 0', async () => {
  const { child, exit, output } = startProcess(local())
  const message = await listening(child)
  expect(message).toEqual({ type: 'listening', url: `http://127.0.0.1:${message.port}`, port: message.port })
  expect(output()).toContain('public API keys')
  child.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
})

test('a second signal ends it at once, whatever is running', async () => {
  const { child, exit } = startProcess(local())
  const { url } = await listening(child)
  const { text } = await startAnswer(url)
  const startedMs = performance.now()
  child.kill('SIGTERM')
  child.kill('SIGINT')
  expect(await exit).toEqual([0, null])
  // A running answer alone would hold it for the whole grace time of 10 s.
  expect(performance.now() - startedMs).toBeLessThan(9_000)
  await text
})

test('the death of its launcher ends it', async () => {
  const { child, exit } = startProcess(local())
  await listening(child)
  child.disconnect()
  expect(await exit).toEqual([0, null])
})

test('a signal while it is still loading ends it cleanly', async () => {
  const asSoonAsItListens = `const timer = setInterval(() => {
    if (process.listenerCount('SIGTERM') === 0) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 1)`
  const { exit, output } = startProcess({
    ...local(),
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(asSoonAsItListens)}`,
  })
  expect(await exit).toEqual([0, null])
  expect(output()).not.toContain('Coco listens')
})
