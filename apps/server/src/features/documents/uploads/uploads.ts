import type { Finding, UploadPreview, UploadProblem, UploadView } from '@coco/shared/document-views'
import { type TenantId, UploadId } from '@coco/shared/ids'
import { createHash } from 'node:crypto'
import { AppError } from '../../../platform/app-error.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Doors, Insider, TenantTx } from '../../../store/doors.ts'
import { lockUntilCommit } from '../../../store/lock-until-commit.ts'
import type { Section } from '../../../store/tables/document-tables.ts'
import { findSame } from '../document-rows.ts'
import { uploadProblem } from '../ingest/upload-problem.ts'
import { tryAgain } from '../../../platform/try-again.ts'
import { toFileName, toTitle, withoutEnding } from './upload-names.ts'
import {
  changeWhileRead,
  countWaiting,
  deleteUpload,
  findUpload,
  insertUpload,
  listUploads,
  readPieces,
  type StoredUpload,
} from './upload-rows.ts'
import { toPreview, toUploadView } from './upload-view.ts'

/** A file as it came. */
export interface TakenFile {
  bytes: Buffer
  mediaType: string
  fileName: string | null
  /** What it should be called; null: what it calls itself, or its file name. */
  title: string | null
}

/** A file as it was read. */
export interface ReadFile {
  title: string | null
  mediaType: string
  passages: readonly { headings: readonly string[]; page: number | null; content: string }[]
  findings: readonly Finding[]
  characters: number
}

/** Files on their way to becoming documents. Somebody else's is one that never was: not_found. */
export interface Uploads {
  /**
   * Reads a file and shows how it would be kept. What cannot be read is kept as failed, with the reason.
   * @param hungUp nobody waits for it any more: it is `interrupted`
   * @throws AppError rate_limited, when too many of the caller's wait
   */
  take(viewer: Insider, file: TakenFile, hungUp?: AbortSignal): Promise<UploadPreview>
  list(viewer: Insider): Promise<UploadView[]>
  preview(viewer: Insider, uploadId: UploadId): Promise<UploadPreview>
  /** Whatever it is doing; what was kept of it already stays. */
  discard(viewer: Insider, uploadId: UploadId): Promise<void>
}

export function createUploads(deps: {
  inTenant: Doors['inTenant']
  /** @throws UploadProblemError and others, which `problemOf` names */
  read: (file: TakenFile, signal: AbortSignal, whose: TenantId) => Promise<ReadFile>
  problemOf: (error: unknown) => UploadProblem
  /** Where an upload that is being kept has come to; null when it is not. */
  progressOf: (id: UploadId) => number | null
  /** Of one that is being kept and was discarded. */
  stopKeeping: (id: UploadId) => void
  maxPerPerson: number
  maySeeFix: (viewer: Insider) => boolean
  closing: AbortSignal
  newId: () => string
  now: () => number
  after: Clock['after']
}): Uploads {
  const { inTenant } = deps

  /** Those that are being read or wait for it, with their bytes in memory. */
  const reading = new Map<UploadId, AbortController>()

  async function take(viewer: Insider, file: TakenFile, hungUp?: AbortSignal): Promise<UploadPreview> {
    const upload = await begin(viewer, file)
    const discarded = new AbortController()
    const signal = AbortSignal.any([discarded.signal, deps.closing, ...(hungUp === undefined ? [] : [hungUp])])
    reading.set(upload, discarded)
    const problemOf = (error: unknown) =>
      signal.aborted ? uploadProblem('interrupted').problem : deps.problemOf(error)
    const read = await deps
      .read(file, signal, viewer.tenant)
      .catch((error: unknown) => ({ problem: problemOf(error) }))
      .finally(() => reading.delete(upload))
    try {
      return 'problem' in read ? await fail(viewer, upload, read.problem) : await finish(viewer, upload, file, read)
    } catch (error) {
      return await failOrForget(viewer, upload, error)
    }
  }

  async function begin(viewer: Insider, { bytes, mediaType, fileName, title }: TakenFile): Promise<UploadId> {
    const id = UploadId.parse(deps.newId())
    const name = toFileName(fileName)
    await inTenant(viewer, async (tx) => {
      await lockUntilCommit(tx, `uploads of ${viewer.subject}`)
      if ((await countWaiting(tx, viewer)) >= deps.maxPerPerson) throw tooMany(deps.maxPerPerson)
      await insertUpload(tx, viewer, {
        id,
        fileName: name,
        mediaType,
        bytes: bytes.byteLength,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        title: toTitle(title, withoutEnding(name)),
        createdAt: new Date(deps.now()),
      })
    })
    return id
  }

  async function finish(viewer: Insider, id: UploadId, { title, fileName }: TakenFile, read: ReadFile) {
    const pieces = read.passages.map(({ headings, page, content }): Section => ({ headings, page, text: content }))
    const write = async (tx: TenantTx) => {
      const upload = await changeWhileRead(tx, viewer, id, {
        state: 'ready',
        mediaType: read.mediaType,
        title: toTitle(title, read.title, withoutEnding(toFileName(fileName))),
        isPersonal: read.findings.length > 0,
        findings: read.findings,
        characters: read.characters,
        passagesTotal: pieces.length,
        sections: pieces,
        updatedAt: new Date(deps.now()),
      })
      return show(tx, viewer, requireThere(upload), pieces)
    }
    return tryAgain(() => inTenant(viewer, write), { after: deps.after, signal: deps.closing })
  }

  /** Never one that is being read for ever: what cannot be said to have failed is gone. @throws why it could not be said */
  async function failOrForget(viewer: Insider, id: UploadId, why: unknown): Promise<UploadPreview> {
    // It was discarded, or is found at the next start.
    if ((why instanceof AppError && why.code === 'not_found') || deps.closing.aborted) throw why
    try {
      return await fail(viewer, id, deps.problemOf(why))
    } catch (error) {
      await inTenant(viewer, (tx) => deleteUpload(tx, viewer, id)).catch(() => {})
      throw error
    }
  }

  async function fail(viewer: Insider, id: UploadId, problem: UploadProblem): Promise<UploadPreview> {
    const set = { state: 'failed', problem, updatedAt: new Date(deps.now()) } as const
    const write = () => inTenant(viewer, (tx) => changeWhileRead(tx, viewer, id, set))
    const upload = await tryAgain(write, { after: deps.after, signal: deps.closing })
    return toPreview(forViewer(requireThere(upload), viewer), [], undefined)
  }

  async function list(viewer: Insider): Promise<UploadView[]> {
    const found = await inTenant(viewer, (tx) => listUploads(tx, viewer))
    return found.map((upload) => toUploadView(forViewer(upload, viewer)))
  }

  function preview(viewer: Insider, uploadId: UploadId): Promise<UploadPreview> {
    return inTenant(viewer, async (tx) => {
      const upload = requireThere(await findUpload(tx, viewer, uploadId))
      return show(tx, viewer, upload, (await readPieces(tx, viewer, uploadId)) ?? [])
    })
  }

  async function show(tx: TenantTx, viewer: Insider, upload: StoredUpload, pieces: readonly Section[]) {
    return toPreview(forViewer(upload, viewer), pieces, await findSame(tx, viewer, upload.sha256))
  }

  async function discard(viewer: Insider, uploadId: UploadId): Promise<void> {
    const wasThere = await inTenant(viewer, (tx) => deleteUpload(tx, viewer, uploadId))
    if (!wasThere) throw noSuchUpload()
    reading.get(uploadId)?.abort(noSuchUpload())
    deps.stopKeeping(uploadId)
  }

  /** As far as it is known in this moment, and without the SQL that only some may see. */
  function forViewer(upload: StoredUpload, viewer: Insider): StoredUpload {
    const passagesDone = deps.progressOf(upload.id) ?? upload.passagesDone
    if (upload.problem === null || deps.maySeeFix(viewer)) return { ...upload, passagesDone }
    const { fix: _, ...problem } = upload.problem
    return { ...upload, passagesDone, problem }
  }

  return { take, list, preview, discard }
}

export function noSuchUpload(): AppError {
  return new AppError('not_found', 'There is no such upload.')
}

function requireThere<T>(found: T | undefined): T {
  if (found === undefined) throw noSuchUpload()
  return found
}

function tooMany(limit: number): AppError {
  return new AppError('rate_limited', `${limit} of your files wait already. Keep or discard some of them first.`)
}
