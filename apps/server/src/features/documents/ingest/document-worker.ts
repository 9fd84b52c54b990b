import { parentPort, workerData } from 'node:worker_threads'
import { type ReadDocument, readDocument, type ReadingLimits, type UploadedFile } from './read-document.ts'
import { UploadProblemError, uploadProblem } from './upload-problem.ts'
import type { UploadProblem } from '@coco/shared/document-views'

/** What the thread says at its end. */
export type WorkerAnswer = { read: ReadDocument } | { problem: UploadProblem }

/** Reads one file and ends: nothing of it is left for the next one. */
const { file, limits } = workerData as { file: UploadedFile; limits: ReadingLimits }

parentPort?.postMessage(await answer())

async function answer(): Promise<WorkerAnswer> {
  try {
    return { read: await readDocument(file, limits) }
  } catch (error) {
    // Every parser has surprises of its own for a file that it cannot read.
    const known = error instanceof UploadProblemError ? error : uploadProblem('broken_file')
    return { problem: known.problem }
  }
}
