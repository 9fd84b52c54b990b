import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** The example service as a process of its own, on a free port. */
export async function startExampleService(folder: string, env: { COCO_URL: string; COCO_API_KEY: string }) {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: folder,
    env: { ...process.env, ...env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let port: string | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    port = /port: (\d+)/.exec(line)?.[1]
    if (port !== undefined) break
  }
  if (port === undefined) throw new Error('The example service ended before it listened.')

  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
