import { cpuMs, residentKb } from './process-cost.ts'
import { holdStream, readStream } from './read-stream.ts'

export interface Target {
  name: string
  url: string
  pid: number
}

/** CPU microseconds per delta while `streams` answers run at once, one delta each `paceMs` (0 = as fast as it goes). */
export async function cpuPerDelta(
  target: Target,
  { streams, deltas, paceMs }: { streams: number; deltas: number; paceMs: number },
): Promise<number> {
  const before = cpuMs(target.pid)
  const model = `deltas-${deltas}-${paceMs}`
  await Promise.all(Array.from({ length: streams }, () => readStream(target.url, model)))
  return ((cpuMs(target.pid) - before) * 1000) / (streams * deltas)
}

/** CPU microseconds per request of one delta, `atOnce` of them at any time. */
export async function cpuPerRequest(
  target: Target,
  { requests, atOnce }: { requests: number; atOnce: number },
): Promise<number> {
  const before = cpuMs(target.pid)
  let left = requests
  const worker = async () => {
    while (left-- > 0) await readStream(target.url, 'deltas-1-0')
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return ((cpuMs(target.pid) - before) * 1000) / requests
}

/** Milliseconds to the first token of each target, asked in turn so that all see the same machine. */
export async function firstTokens(targets: readonly Target[], rounds: number): Promise<number[][]> {
  const times: number[][] = targets.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, { url }] of targets.entries()) times[index]?.push(await readStream(url, 'deltas-1-0'))
  }
  return times
}

/**
 * Memory per answer that is open and silent: what `streams` of them add to a process that holds as many already, so that
 * the first ones have filled the room that a fresh heap still has.
 */
export async function kbPerOpenStream(target: Target, streams: number): Promise<number> {
  const closers = await holdStreams(target, streams)
  const before = residentKb(target.pid)
  closers.push(...(await holdStreams(target, streams)))
  const perStream = (residentKb(target.pid) - before) / streams
  for (const close of closers) close()
  return perStream
}

function holdStreams({ url }: Target, count: number): Promise<(() => void)[]> {
  return Promise.all(Array.from({ length: count }, () => holdStream(url)))
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
