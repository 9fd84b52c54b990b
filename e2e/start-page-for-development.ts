import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface PageForDevelopment extends AsyncDisposable {
  url: string
}

const WEB = join(import.meta.dirname, '../apps/web')
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/

/**
 * The page as `pnpm dev` serves it, on a free port in front of a running server: Vite's own process, settings and proxy.
 * @throws Error with what Vite said when it ends before it listens
 */
export async function startPageForDevelopment(serverUrl: string): Promise<PageForDevelopment> {
  // Vite ends with its input, and so with this process, however that ends; `CI` would forbid it.
  const env = { ...process.env, CI: '', COCO_PORT: new URL(serverUrl).port, COCO_WEB_PORT: '0', NO_COLOR: '1' }
  const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js'], {
    cwd: WEB,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const ended = once(vite, 'close')
  const said: string[] = []
  const listening = Promise.withResolvers<string>()
  for (const output of [vite.stdout, vite.stderr]) {
    createInterface(output).on('line', (line) => {
      said.push(line)
      const [url] = ADDRESS.exec(line) ?? []
      if (url) listening.resolve(url)
    })
  }
  void ended.then(() => listening.reject(new Error(`Vite ended before it listened:\n${said.join('\n')}`)))

  return {
    url: await listening.promise,
    async [Symbol.asyncDispose]() {
      vite.kill()
      await ended
    },
  }
}
