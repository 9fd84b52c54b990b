import type { UploadProblem } from '@coco/shared/document-views'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type ReadDocument, readDocument, type ReadingLimits } from './read-document.ts'
import { UploadProblemError, uploadProblem } from './upload-problem.ts'
import type { UploadedFile } from './uploaded-file.ts'

/** What the process is told to do, once. The bytes come through its standard input. */
export interface ReadingJob {
  file: Omit<UploadedFile, 'bytes'>
  limits: ReadingLimits
  /** Of the whole process. */
  memoryBytes: number
  lifetimeMs: number
}

/** What it says at its end. */
export type ReadingAnswer = { read: ReadDocument } | { problem: UploadProblem }

const WATCH = new URL(import.meta.url.endsWith('.ts') ? './end-process.ts' : './end-process.js', import.meta.url)

process.once('message', (job) => void work(job as ReadingJob))
// Whoever asked is gone.
process.once('disconnect', () => process.exit())

/** Reads one file and ends: nothing of it is left for the next one. */
async function work({ file, limits, memoryBytes, lifetimeMs }: ReadingJob): Promise<void> {
  const watch = new Worker(WATCH, { workerData: { memoryBytes, lifetimeMs } })
  // Before the first byte is looked at.
  await once(watch, 'message')
  const bytes = Buffer.concat((await process.stdin.toArray()) as Buffer[])
  process.send?.(await answer({ ...file, bytes }, limits))
}

async function answer(file: UploadedFile, limits: ReadingLimits): Promise<ReadingAnswer> {
  try {
    return { read: await readDocument(file, limits) }
  } catch (error) {
    // Every parser has surprises of its own for a file that it cannot read.
    const known = error instanceof UploadProblemError ? error : uploadProblem('broken_file')
    return { problem: known.problem }
  }
}
