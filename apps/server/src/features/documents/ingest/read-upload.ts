import { fork } from 'node:child_process'
import type { Logger } from '../../../platform/logger.ts'
import { confinement } from './confine-process.ts'
import type { ReadingAnswer, ReadingJob } from './document-process.ts'
import { createFairTurns } from './fair-turns.ts'
import type { ReadDocument, ReadingLimits } from './read-document.ts'
import { UploadProblemError, uploadProblem } from './upload-problem.ts'
import type { UploadedFile } from './uploaded-file.ts'

export type { ReadDocument } from './read-document.ts'

export interface UploadLimits extends ReadingLimits {
  /** How long one file is read, from its turn on. */
  readMs: number
  /** Of the process that reads it, whatever it is taken for. */
  memoryBytes: number
  /** Files that are read at the same time. */
  readers: number
}

export interface ReadUpload {
  /**
   * @param whose those who wait are served in turn
   * @throws UploadProblemError, or the reason of `signal`
   */
  read(file: UploadedFile, signal?: AbortSignal, whose?: string): Promise<ReadDocument>
  /** Ends what is being read: those files are `interrupted`. */
  close(): Promise<void>
}

const MIB = 1_024 * 1_024
const PROCESS = new URL(
  import.meta.url.endsWith('.ts') ? './document-process.ts' : './document-process.js',
  import.meta.url,
)
/** The process ends itself by then, should this one be gone. */
const GRACE_MS = 5_000

/**
 * Reads files that people upload, each in a process of its own that has so much time and memory, no more, and is thrown away
 * after it. A thread would not do: V8 ends the whole process when the heap of one of its threads is full.
 */
export function createReadUpload(deps: { limits: UploadLimits; log?: Pick<Logger, 'warn'> }): ReadUpload {
  const { limits } = deps
  const flags = confinement()
  const closing = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  // How many files are in memory is for whoever takes them to say.
  const inTurn = createFairTurns(limits.readers)

  async function read(file: UploadedFile, signal?: AbortSignal, whose = ''): Promise<ReadDocument> {
    if (file.bytes.length > limits.bytes) throw uploadProblem('too_large', `At most ${limits.bytes} bytes are read.`)
    const work = inTurn(whose, signal, () => {
      signal?.throwIfAborted()
      return readInProcess(file, signal)
    })
    const settled = work.catch(() => {}).finally(() => underWay.delete(settled))
    underWay.add(settled)
    return work
  }

  async function readInProcess(file: UploadedFile, signal?: AbortSignal): Promise<ReadDocument> {
    if (closing.signal.aborted) throw uploadProblem('interrupted')
    const child = fork(PROCESS, {
      // The heap alone never comes to it: the watch on all of the memory is first.
      execArgv: [...flags, `--max-old-space-size=${Math.ceil(limits.memoryBytes / MIB)}`],
      // Secrets are not inherited, and what a parser says is of no use to anybody, and may quote the file.
      env: {},
      stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    })
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    const ended = Promise.withResolvers<ReadDocument>()
    child.once('message', (said: ReadingAnswer) => {
      if ('read' in said) ended.resolve(said.read)
      else ended.reject(new UploadProblemError(said.problem))
    })
    child.once('error', (error) => ended.reject(uploadProblem('internal', undefined, error)))
    child.once('exit', (_, endedBy) => ended.reject(endedBy === null ? uploadProblem('internal') : tooMuchMemory()))

    const onLate = () => ended.reject(uploadProblem('took_too_long', `It may take ${limits.readMs / 1_000} seconds.`))
    const late = setTimeout(onLate, limits.readMs)
    const onClose = () => ended.reject(uploadProblem('interrupted'))
    const onAbort = () => ended.reject(signal?.reason as Error)
    closing.signal.addEventListener('abort', onClose)
    signal?.addEventListener('abort', onAbort)
    try {
      const { memoryBytes, readMs } = limits
      const { bytes, ...named } = file
      const job: ReadingJob = { file: named, limits, memoryBytes, lifetimeMs: readMs + GRACE_MS }
      // Its end tells more than a pipe that breaks.
      child.send(job, () => {})
      child.stdin?.on('error', () => {})
      // A pipe takes the bytes as they are; a message would first be made of them, here.
      child.stdin?.end(bytes)
      return await ended.promise
    } catch (error) {
      if (error instanceof UploadProblemError) {
        deps.log?.warn({ code: error.problem.code, bytes: file.bytes.length }, 'an uploaded file was not read')
      }
      throw error
    } finally {
      clearTimeout(late)
      closing.signal.removeEventListener('abort', onClose)
      signal?.removeEventListener('abort', onAbort)
      child.kill('SIGKILL')
      await exited
    }
  }

  /** Nothing but the watch, or a system without memory, ends it by a signal before it has answered. */
  function tooMuchMemory(): UploadProblemError {
    return uploadProblem(
      'expands_too_much',
      `Reading it may take ${Math.round(limits.memoryBytes / MIB)} MiB of memory.`,
    )
  }

  async function close(): Promise<void> {
    closing.abort()
    await Promise.all(underWay)
  }

  return { read, close }
}
