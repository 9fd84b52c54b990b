import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { uploadProblem, UploadProblemError } from '../upload-problem.ts'

/** A Word document has some dozens. */
const ENTRIES_MAX = 10_000

export interface Zip {
  has(name: string): boolean
  /** The unpacked bytes of one entry; nothing when there is none of that name. @throws UploadProblemError */
  read(name: string): AsyncGenerator<Buffer>
  close(): void
}

/**
 * Nothing is ever written to a disk, and an entry is only found by its exact name, so that a path which leads out of the
 * archive leads nowhere. All that is unpacked counts, through whichever entry.
 * @throws UploadProblemError
 */
export async function openZip(bytes: Uint8Array, maxExpandedBytes: number): Promise<Zip> {
  const file = await open(bytes)
  const entries = await listEntries(file)
  let expandedBytes = 0

  async function* read(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name)
    if (entry === undefined) return
    if (entry.isEncrypted()) throw uploadProblem('password_protected')
    const stream = await file.openReadStreamPromise(entry).catch(broken)
    try {
      for await (const piece of stream as AsyncIterable<Buffer>) {
        expandedBytes += piece.length
        if (expandedBytes > maxExpandedBytes) {
          throw uploadProblem('expands_too_much', `At most ${maxExpandedBytes} bytes are unpacked.`)
        }
        yield piece
      }
    } catch (error) {
      throw error instanceof UploadProblemError ? error : broken(error)
    }
  }

  return { has: (name) => entries.has(name), read, close: () => file.close() }
}

function open(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return new Promise((resolve, reject) => {
    fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, file) => {
      if (error) reject(uploadProblem('broken_file', undefined, error))
      else resolve(file)
    })
  })
}

/** The first of each name: what a second one would say is not what Word shows. */
function listEntries(file: ZipFile): Promise<Map<string, Entry>> {
  if (file.entryCount > ENTRIES_MAX) throw uploadProblem('expands_too_much', `At most ${ENTRIES_MAX} entries are read.`)
  const entries = new Map<string, Entry>()
  return new Promise((resolve, reject) => {
    file.on('entry', (entry: Entry) => {
      if (!entries.has(entry.fileName)) entries.set(entry.fileName, entry)
      file.readEntry()
    })
    file.once('end', () => resolve(entries))
    file.once('error', (error) => reject(uploadProblem('broken_file', undefined, error)))
    file.readEntry()
  })
}

function broken(error: unknown): never {
  throw uploadProblem('broken_file', undefined, error)
}
