import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { projectRoot } from './project-root.mjs'
import { StoppedError } from './script-error.mjs'

/**
 * @typedef {object} ChildOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {'collect' | 'show'} [output] collect it for the result (default), or show it as it comes
 * @property {'tool' | 'app'} [kind] A tool (default) may be ended at once with everything below it. An app is a Node
 *   program that stops in good order on a signal or when its IPC channel closes, and ends its own children.
 * @property {number} [graceMs] how long it may take over the end before it is killed
 */
/** @typedef {{ code: number, output: string }} ChildResult */
/** @typedef {{ child: import('node:child_process').ChildProcess, kind: 'tool' | 'app', graceMs: number }} Running */

const LEASH = fileURLToPath(new URL('leash.mjs', import.meta.url))
const GRACE_MS = { tool: 2_000, app: 14_000 }
/** One Ctrl-C arrives twice under npm: from the terminal and forwarded. Only a later one means "right now". */
const IMPATIENT_AFTER_MS = 1_000

/** @type {Set<Running>} */
const running = new Set()
/** @type {{ signal: NodeJS.Signals, at: number } | undefined} */
let stop

/** From here on SIGINT, SIGTERM and SIGHUP end every child, and no new one starts. */
export function stopChildrenOnSignals() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (stop === undefined) {
        stop = { signal, at: Date.now() }
        for (const one of running) endChild(one, signal)
      } else if (Date.now() - stop.at > IMPATIENT_AFTER_MS) {
        for (const one of running) signalGroup(one, 'SIGKILL')
      }
    })
  }
}

/** The signal that asked this script to stop, if one did. */
export const stopSignal = () => stop?.signal

/**
 * Runs a program in a process group of its own and waits for its end. Killing this script, even with SIGKILL, ends
 * the program too: an app sees its IPC channel close, a tool hangs on a leash that does.
 * @param {string} command
 * @param {string[]} args
 * @param {ChildOptions} [options]
 * @returns {Promise<ChildResult>} the exit code (128 + n after a signal) and, when collected, stdout and stderr together
 * @throws {StoppedError} when a signal asked this script to stop, for a tool also while it ran
 */
export async function runChild(
  command,
  args,
  { env = process.env, cwd = projectRoot, output = 'collect', kind = 'tool', graceMs = GRACE_MS[kind] } = {},
) {
  refuseWhenStopped()
  const show = output === 'show' ? 'inherit' : 'pipe'
  const [file, argv] = kind === 'app' ? [command, args] : [process.execPath, [LEASH, command, ...args]]
  const child = spawn(file, argv, { cwd, env, detached: true, stdio: ['ignore', show, show, 'ipc'] })
  const one = { child, kind, graceMs }
  running.add(one)
  try {
    const result = await ended(child)
    if (kind === 'tool') refuseWhenStopped()
    return result
  } finally {
    running.delete(one)
  }
}

function refuseWhenStopped() {
  if (stop) throw new StoppedError(stop.signal)
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<ChildResult>}
 */
function ended(child) {
  return new Promise((resolve, reject) => {
    /** @type {Buffer[]} */
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    child.once('error', reject)
    child.once('close', (code, signal) => {
      resolve({ code: code ?? exitCodeOf(signal), output: Buffer.concat(chunks).toString() })
    })
  })
}

/** @param {Running} one @param {NodeJS.Signals} signal */
function endChild(one, signal) {
  if (one.kind === 'tool') signalGroup(one, 'SIGTERM')
  else one.child.kill(signal === 'SIGINT' ? signal : 'SIGTERM')
  setTimeout(() => signalGroup(one, 'SIGKILL'), one.graceMs).unref()
}

/** @param {Running} one @param {NodeJS.Signals} signal */
function signalGroup({ child }, signal) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error // gone already is what we wanted
  }
}

/** @param {NodeJS.Signals | null} signal */
export function exitCodeOf(signal) {
  return 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[String(signal)] ?? 0)
}
