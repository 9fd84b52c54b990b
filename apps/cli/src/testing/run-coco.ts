import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

/** A process gets a clean environment: what the developer's shell says about Snowflake is none of a test's business. */
function start(folder: string, args: string[], settings: Record<string, string>) {
  const env = { HOME: homedir(), COCO_PORT: '0', EMULATOR_PORT: '0', ...settings }
  const child = fork(MAIN, args, { cwd: folder, env, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const [stdout, stderr] = [[] as string[], [] as string[]]
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => stdout.push(chunk))
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => stderr.push(chunk))
  return { child, stdout: () => stdout.join(''), stderr: () => stderr.join('') }
}

/** Runs `coco …` in a folder to its end. */
export async function runCoco(
  folder: string,
  args: string[],
  settings: Record<string, string> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { child, stdout, stderr } = start(folder, args, settings)
  // `close`, not `exit`: by then everything that was printed has arrived.
  await once(child, 'close')
  return { code: child.exitCode, stdout: stdout(), stderr: stderr() }
}

/** A `coco up` in the background. */
export interface RunningCoco {
  child: ChildProcess
  url: string
  output(): string
  /** Sends a signal and gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts `coco up` without waiting for anything; `output` is everything it has printed so far. */
export function forkUp(
  folder: string,
  settings: Record<string, string> = {},
): { child: ChildProcess; output(): string } {
  const { child, stdout, stderr } = start(folder, ['up'], settings)
  return { child, output: () => stdout() + stderr() }
}

/** Starts `coco up` and waits until it says where it is. */
export async function startUp(folder: string, settings: Record<string, string> = {}): Promise<RunningCoco> {
  const { child, output } = forkUp(folder, settings)
  const ended = once(child, 'exit')
  const [first] = await Promise.race([once(child, 'message'), ended.then(() => [null])])
  const url = (first as { url?: string } | null)?.url
  if (url === undefined) throw new Error(`coco up did not start:\n${output()}`)
  return {
    child,
    url,
    output,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await ended
      return child.exitCode
    },
  }
}

/** The same for one test, stopped at its end. */
export async function startUpForTest(folder: string, settings: Record<string, string> = {}): Promise<RunningCoco> {
  const coco = await startUp(folder, settings)
  onTestFinished(async () => {
    if (coco.child.exitCode === null && coco.child.signalCode === null) await coco.stop()
  })
  return coco
}
