import type { Cli } from '../command.ts'
import { describeExit, type PartProcess } from './part-process.ts'

/** Less than the 15 s within which SIGTERM ends everything. */
const KILL_AFTER_MS = 13_000
/** A stop that takes longer than this looks like one that hangs. */
const EXPLAIN_AFTER_MS = 1_000
const WAITING = 'Waiting up to 10 s for answers that are being written. Ctrl-C again ends everything at once.'

/**
 * Watches running parts until Ctrl-C or until one of them ends by itself, then stops them one after the other, last started
 * first: the server finishes its answers while the local Snowflake still gives them.
 *
 * @returns the exit code: 0 when stopping was asked for and every part ended well
 */
export async function supervise(parts: readonly PartProcess[], cli: Cli): Promise<number> {
  const ended = await Promise.race([aborted(cli.stop), ...parts.map((part) => part.exited)])
  if (ended) cli.say(`${ended.name} is gone (${describeExit(ended)}), so Coco stops.`)
  const explain = setTimeout(() => cli.say(WAITING), EXPLAIN_AFTER_MS)
  const endedWell = await stopInOrder(parts, cli)
  clearTimeout(explain)
  if (ended) return ended.code || 1
  return endedWell ? 0 : 1
}

/**
 * Stops parts, last started first, each waiting for the one before; after 13 s, or when asked twice, by force.
 *
 * @returns whether every one of them ended with code 0
 */
export async function stopInOrder(parts: readonly PartProcess[], cli: Pick<Cli, 'stopNow'>): Promise<boolean> {
  const killAll = () => {
    for (const part of parts) part.kill()
  }
  if (cli.stopNow.aborted) killAll()
  cli.stopNow.addEventListener('abort', killAll, { once: true })
  const timer = setTimeout(killAll, KILL_AFTER_MS)
  let endedWell = true
  for (const part of parts.toReversed()) {
    part.stop()
    const exit = await part.exited
    if (exit.code !== 0) endedWell = false
  }
  clearTimeout(timer)
  return endedWell
}

async function aborted(signal: AbortSignal): Promise<null> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  return null
}
