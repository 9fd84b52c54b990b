import { createReadUpload, type ReadDocument, type UploadLimits } from '@coco/testkit/read-upload'
import type { UploadProblem } from '@coco/shared/document-views'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { printFigure } from '../faults/figures.ts'

export const MIB = 1_024 * 1_024

/** As the server has them by itself, apart from the time: a busy machine is slow, not wrong. */
const LIMITS: UploadLimits = {
  bytes: 20 * MIB,
  pages: 2_000,
  expandedBytes: 100 * MIB,
  characters: 3_000_000,
  passages: 5_000,
  readMs: 60_000,
  memoryBytes: 512 * MIB,
  readers: 2,
}

export interface HostileFile {
  bytes: Buffer
  mediaType?: string
  fileName: string | null
}

/** What becomes of a file: what was read, or the code of the problem. */
export type Outcome = { read: ReadDocument } | { problem: UploadProblem }

/** Reads one file as the server does, and prints of large ones how long this thread could not do anything else meanwhile. */
export async function readHostile(file: HostileFile, limits: Partial<UploadLimits> = {}): Promise<Outcome> {
  const reader = createReadUpload({ limits: { ...LIMITS, ...limits } })
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const startedAt = performance.now()
  delay.enable()
  try {
    const outcome = await outcomeOf(reader.read({ mediaType: '', ...file }))
    delay.disable()
    const isOfInterest = file.bytes.length > MIB / 10 || endOf(outcome) === 'expands_too_much'
    if (isOfInterest) printFigure(figureOf(file, outcome, performance.now() - startedAt, delay.max / 1e6))
    return outcome
  } finally {
    await reader.close()
  }
}

export function readersWith(limits: Partial<UploadLimits>) {
  return createReadUpload({ limits: { ...LIMITS, ...limits } })
}

export async function outcomeOf(reading: Promise<ReadDocument>): Promise<Outcome> {
  try {
    return { read: await reading }
  } catch (error) {
    return { problem: (error as { problem: UploadProblem }).problem }
  }
}

/** `read`, or the code of the problem. */
export function endOf(outcome: Outcome): string {
  return 'read' in outcome ? 'read' : outcome.problem.code
}

export function textOf(outcome: Outcome): string {
  return 'read' in outcome ? outcome.read.passages.map(({ content }) => content).join('\n\n') : ''
}

function figureOf({ fileName, bytes }: HostileFile, outcome: Outcome, ms: number, delayMs: number): string {
  const size = `${(bytes.length / MIB).toFixed(1)} MiB`
  const name = JSON.stringify(fileName)
  return `${name} (${size}): ${endOf(outcome)} in ${Math.round(ms)} ms; event loop held up for at most ${Math.round(delayMs)} ms`
}
