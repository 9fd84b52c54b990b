import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface ServerProcess extends AsyncDisposable {
  /** How the start went. */
  outcome: { url: string } | { exitCode: number | null }
  /** What it wrote so far, both streams. */
  output(): string
  /** `kill -9`. */
  kill(): void
  exited: Promise<unknown>
}

const MAIN = join(import.meta.dirname, '../../apps/server/src/main.ts')

/** The server as a process of its own, started in `folder` with exactly this environment; until it listens or ends. */
export async function startServerProcess(folder: string, env: Record<string, string>): Promise<ServerProcess> {
  let output = ''
  const child = spawn(process.execPath, [MAIN], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const exited = once(child, 'exit').then(([exitCode]) => ({ exitCode: exitCode as number | null }))
  child.stdout?.on('data', (bytes) => (output += bytes))
  child.stderr?.on('data', (bytes) => (output += bytes))
  const listening = once(child, 'message').then(([message]) => ({ url: (message as { url: string }).url }))
  const outcome = await Promise.race([listening, exited])
  return {
    outcome,
    output: () => output,
    kill: () => void child.kill('SIGKILL'),
    exited,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Where it listens. @throws Error with what it wrote, when it ended instead */
export function urlOf({ outcome, output }: ServerProcess): string {
  if ('url' in outcome) return outcome.url
  throw new Error(`the server ended with ${outcome.exitCode}: ${output()}`)
}
