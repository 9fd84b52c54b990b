import { Worker } from 'node:worker_threads'
import type { Logger } from '../../../platform/logger.ts'
import { createTurns } from '../../../platform/turns.ts'
import type { WorkerAnswer } from './document-worker.ts'
import type { ReadDocument, ReadingLimits, UploadedFile } from './read-document.ts'
import { UploadProblemError, uploadProblem } from './upload-problem.ts'

export type { ReadDocument } from './read-document.ts'

export interface UploadLimits extends ReadingLimits {
  /** How long one file is read, from its turn on. */
  readMs: number
  /** Of one thread: what the parser keeps, and what it unpacks to beside. */
  memoryBytes: number
  /** Files that are read at the same time. */
  readers: number
  /** Files that wait for their turn. Each of them is in memory. */
  waiting: number
}

export interface ReadUpload {
  /** @throws UploadProblemError, or the reason of `signal` */
  read(file: UploadedFile, signal?: AbortSignal): Promise<ReadDocument>
  /** Ends what is being read: those files are `interrupted`. */
  close(): Promise<void>
}

const MIB = 1_024 * 1_024
const MEMORY_CHECK_MS = 50
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './document-worker.ts' : './document-worker.js',
  import.meta.url,
)

/**
 * Reads files that people upload, each in a thread of its own that has so much time and memory, no more, and is thrown away
 * after it. The main thread copies the bytes and waits.
 */
export function createReadUpload(deps: { limits: UploadLimits; log?: Pick<Logger, 'warn'> }): ReadUpload {
  const { limits } = deps
  const closing = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  const inTurn = createTurns({
    atOnce: limits.readers,
    maxWaiting: limits.waiting,
    tooMany: () => uploadProblem('interrupted', 'Too many files are being read.'),
  })

  async function read(file: UploadedFile, signal?: AbortSignal): Promise<ReadDocument> {
    if (file.bytes.length > limits.bytes) throw uploadProblem('too_large', `At most ${limits.bytes} bytes are read.`)
    const work = inTurn(() => {
      signal?.throwIfAborted()
      return readInThread(file, signal)
    })
    const settled = work.catch(() => {}).finally(() => underWay.delete(settled))
    underWay.add(settled)
    return work
  }

  async function readInThread(file: UploadedFile, signal?: AbortSignal): Promise<ReadDocument> {
    if (closing.signal.aborted) throw uploadProblem('interrupted')
    const worker = new Worker(WORKER, {
      workerData: { file: { ...file, bytes: new Uint8Array(file.bytes) }, limits },
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(limits.memoryBytes / MIB), maxYoungGenerationSizeMb: 32 },
      // What a parser has to say is of no use to anybody, and may quote the file.
      stdout: true,
      stderr: true,
      env: {},
    })
    const ended = Promise.withResolvers<ReadDocument>()
    worker.once('message', (said: WorkerAnswer) => {
      if ('read' in said) ended.resolve(said.read)
      else ended.reject(new UploadProblemError(said.problem))
    })
    worker.once('error', (error) => ended.reject(problemOf(error, limits)))
    worker.once('exit', () => ended.reject(uploadProblem('internal')))

    const tooLate = setTimeout(
      () => ended.reject(uploadProblem('took_too_long', `At most ${limits.readMs / 1_000} seconds are given.`)),
      limits.readMs,
    )
    const unwatch = watchMemory(worker, limits.memoryBytes, () => ended.reject(expandsTooMuch(limits)))
    const onClose = () => ended.reject(uploadProblem('interrupted'))
    const onAbort = () => ended.reject(signal?.reason as Error)
    closing.signal.addEventListener('abort', onClose)
    signal?.addEventListener('abort', onAbort)
    try {
      return await ended.promise
    } catch (error) {
      if (error instanceof UploadProblemError) {
        deps.log?.warn({ code: error.problem.code, bytes: file.bytes.length }, 'an uploaded file was not read')
      }
      throw error
    } finally {
      clearTimeout(tooLate)
      unwatch()
      closing.signal.removeEventListener('abort', onClose)
      signal?.removeEventListener('abort', onAbort)
      await worker.terminate()
    }
  }

  async function close(): Promise<void> {
    closing.abort()
    await Promise.all(underWay)
  }

  return { read, close }
}

/**
 * `resourceLimits` count what the thread's heap holds, and not the buffers that a parser unpacks into. V8 answers in the
 * middle of a loop that never ends.
 */
function watchMemory(worker: Worker, memoryBytes: number, onTooMuch: () => void): () => void {
  let isAsking = false
  async function ask(): Promise<void> {
    if (isAsking) return
    isAsking = true
    const heap = await worker.getHeapStatistics()
    isAsking = false
    if (heap.external_memory + heap.malloced_memory > memoryBytes) onTooMuch()
  }
  // It fails once the thread has ended, of which others say how.
  const timer = setInterval(() => void ask().catch(() => clearInterval(timer)), MEMORY_CHECK_MS)
  return () => clearInterval(timer)
}

function problemOf(error: unknown, limits: UploadLimits): UploadProblemError {
  const isOutOfMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isOutOfMemory ? expandsTooMuch(limits) : uploadProblem('internal', undefined, error)
}

function expandsTooMuch(limits: UploadLimits): UploadProblemError {
  return uploadProblem('expands_too_much', `It may take ${Math.round(limits.memoryBytes / MIB)} MiB of memory.`)
}
