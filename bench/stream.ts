/**
 * `pnpm bench stream`: what Coco's REST stream costs beside a pass-through of bare `node:http`, in turn in the same run.
 * See bench/README.md for how to read it.
 */
import { join } from 'node:path'
import { cpuPerDelta, cpuPerRequest, firstTokens, kbPerOpenStream, median, type Target } from './stream/measure.ts'
import { startCoco } from './stream/start-coco.ts'
import { startProcess } from './stream/start-process.ts'

const ROUNDS = 3
const PACED = { streams: 50, deltas: 250, paceMs: 20 }
const BURST = { streams: 50, deltas: 500, paceMs: 0 }
const REQUESTS = { requests: 2_000, atOnce: 50 }
const FIRST_TOKENS = 300
const OPEN_STREAMS = 2_000
const WARM_UP = { requests: 2_000, atOnce: 50 }

const folder = join(import.meta.dirname, 'stream')
await using upstream = await startProcess(join(folder, 'stand-in-upstream.ts'))
await using raw = await startProcess(join(folder, 'raw-gateway.ts'), { args: [upstream.url] })
await using coco = await startCoco(upstream.url)
const targets: Target[] = [
  { name: 'raw', url: raw.url, pid: raw.pid },
  { name: 'coco', url: coco.url, pid: coco.pid },
]
const direct: Target = { name: 'direct', url: upstream.url, pid: upstream.pid }

console.log(`pnpm bench stream · Node ${process.version} · ${ROUNDS} rounds in turn, medians\n`)
for (const target of targets) await cpuPerRequest(target, WARM_UP)

const memory = await inTurn((target) => kbPerOpenStream(target, OPEN_STREAMS), 1)
const paced = await inTurn((target) => cpuPerDelta(target, PACED))
const burst = await inTurn((target) => cpuPerDelta(target, BURST))
const requests = await inTurn((target) => cpuPerRequest(target, REQUESTS))
const [directMs, rawMs, cocoMs] = (await firstTokens([direct, ...targets], FIRST_TOKENS)).map(median)
const added = [Number(rawMs) - Number(directMs), Number(cocoMs) - Number(directMs)]

console.table({
  [`CPU µs per delta, ${PACED.streams} streams, one each ${PACED.paceMs} ms`]: row(paced, 1, '≤ 2 × raw'),
  [`CPU µs per delta, ${BURST.streams} streams, as fast as they go`]: row(burst, 1, ''),
  [`CPU µs per request, ${REQUESTS.atOnce} at once, one delta each`]: row(requests, 0, ''),
  'first token added, ms': row(added, 2, '≤ 1.5'),
  [`KB per open stream, ${OPEN_STREAMS} more`]: row(memory, 0, '≤ 60'),
})

/** Each target, again and again in turn, so that none has the machine to itself. @returns one median a target */
async function inTurn(measure: (target: Target) => Promise<number>, rounds = ROUNDS): Promise<number[]> {
  const figures: number[][] = targets.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, target] of targets.entries()) figures[index]?.push(await measure(target))
  }
  return figures.map(median)
}

function row([rawFigure = Number.NaN, cocoFigure = Number.NaN]: number[], digits: number, aim: string) {
  return {
    raw: rawFigure.toFixed(digits),
    coco: cocoFigure.toFixed(digits),
    ratio: (cocoFigure / rawFigure).toFixed(2),
    aim,
  }
}
