import { fork } from 'node:child_process'
import { platform } from 'node:os'
import { Refusal } from '../command.ts'

/** The local Snowflake or the server, running as a process of its own. */
export interface PartProcess {
  name: string
  url: string
  port: number
  /** Resolves when it is gone, with what to say about it. */
  exited: Promise<PartExit>
  stop(): void
  kill(): void
}

export interface PartExit {
  name: string
  code: number | null
  signal: NodeJS.Signals | null
}

const START_TIMEOUT_MS = 60_000
const END_TIMEOUT_MS = 3000

/**
 * Starts a part and waits until it listens. It ends by itself when this process is gone (its `ipc` channel closes). It has a
 * process group of its own, so that Ctrl-C reaches this process alone and the parts stop in order.
 *
 * @throws Refusal when it ends, or stays silent for a minute, before it listens; its own reason is on stderr by then
 */
export async function startPart(options: {
  name: string
  script: string
  folder: string
  env: Record<string, string | undefined>
  stop: AbortSignal
}): Promise<PartProcess> {
  const { name, script, folder, env, stop } = options
  const child = fork(script, [], {
    cwd: folder,
    env,
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: platform() !== 'win32',
  })
  const exited = new Promise<PartExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ name, code, signal }))
    child.once('error', () => resolve({ name, code: null, signal: null }))
  })
  const listening = await firstMessage(child, exited, stop)
  if (listening === 'silent' || listening === 'stopped') await end(child, exited)
  if (listening === 'silent')
    throw new Refusal(`${name} did not start within ${START_TIMEOUT_MS / 1000} s and was ended.`)
  if (listening === 'stopped') throw new Refusal(`Stopped before ${name} was ready.`)
  if (listening === 'exited')
    throw new Refusal(`${name} could not start: ${describeExit(await exited)}. Its reason stands above.`)
  return { name, ...listening, exited, stop: () => void child.kill('SIGTERM'), kill: () => void child.kill('SIGKILL') }
}

/** A part that is still starting gets a moment to put things away, and no more. */
async function end(child: ReturnType<typeof fork>, exited: Promise<PartExit>): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), END_TIMEOUT_MS)
  child.kill('SIGTERM')
  await exited
  clearTimeout(timer)
}

/** For example `it ended with code 1`. */
export function describeExit({ code, signal }: PartExit): string {
  if (signal !== null) return `it was ended by ${signal}`
  return code === null ? 'it could not be run' : `it ended with code ${code}`
}

type Listening = { url: string; port: number }

function firstMessage(
  child: ReturnType<typeof fork>,
  exited: Promise<PartExit>,
  stop: AbortSignal,
): Promise<Listening | 'exited' | 'silent' | 'stopped'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('silent'), START_TIMEOUT_MS)
    const settle = (outcome: Listening | 'exited' | 'stopped') => {
      clearTimeout(timer)
      resolve(outcome)
    }
    child.on('message', (message) => {
      const { type, url, port } = message as { type?: unknown; url?: unknown; port?: unknown }
      if (type === 'listening' && typeof url === 'string' && typeof port === 'number') settle({ url, port })
    })
    void exited.then(() => settle('exited'))
    if (stop.aborted) settle('stopped')
    stop.addEventListener('abort', () => settle('stopped'), { once: true })
  })
}
