import type { Credentials } from '@coco/core/cortex/credentials'
import type { UploadProblem } from '@coco/shared/document-views'
import type { DocumentId, TenantId, UploadId } from '@coco/shared/ids'
import type { Background } from '../../../platform/background.ts'
import type { Clock } from '../../../platform/clock.ts'
import { isUniqueViolation } from '../../../platform/database/violation.ts'
import type { Logger } from '../../../platform/logger.ts'
import { createTurns, type InTurn } from '../../../platform/turns.ts'
import type { RecordAudit } from '../../../store/audit-entry.ts'
import type { Doors } from '../../../store/doors.ts'
import type { By } from '../by.ts'
import { deleteUnfinished, failUpload, finishUpload, leaveUnfinished, makeReady } from './keeper-rows.ts'
import { uploadProblem } from '../ingest/upload-problem.ts'
import { insertPassages, type NewPassage } from '../retrieval/passage-rows.ts'
import type { RetrieverName, Retrievers } from '../retrieval/retrievers.ts'
import type { RetrievalCall } from '../retrieval/retriever.ts'
import type { TakeBack } from './take-back.ts'
import { tryAgain } from '../../../platform/try-again.ts'
import { readPieces, type StoredUpload } from '../uploads/upload-rows.ts'

/** Documents that are being written at the same time, of all tenants; of one tenant one. */
const AT_ONCE = 3
/** Passages in one transaction, which has four seconds, on a machine that has much else to do. */
const PASSAGES_PER_TRANSACTION = 200

/** The work between "keep this" and "it is found". Its progress is known in this process alone, which is the only one. */
export interface IndexDocument {
  /** @returns when it is ready or has failed; it never throws */
  start(by: By, upload: StoredUpload, finds: RetrieverName): Promise<void>
  /** At once, when it is not under way. */
  whenEnded(id: UploadId): Promise<void>
  /** When the document is ready or gone; null when it is not under way. */
  documentEnded(id: DocumentId): Promise<void> | null
  /** Passages that are written, of an upload that is under way; null of any other. */
  progressOf(id: UploadId): number | null
  /** Its document is deleted as far as it was written; its upload is gone already. */
  discard(id: UploadId): void
  /** When the document is gone as far as it was written; its upload is `interrupted`. At once, when it is not under way. */
  stopDocument(id: DocumentId): Promise<void>
}

interface Job {
  by: By
  upload: StoredUpload
  /** Chosen when it was kept, and said in its row. */
  finds: RetrieverName
  document: { id: DocumentId; isPersonal: boolean }
  signal: AbortSignal
}

interface Running {
  documentId: DocumentId
  /** Passages. */
  done: number
  ended: Promise<void>
  stop: (reason: Error) => void
}

class Discarded extends Error {}

export function createIndexDocument(deps: {
  doors: Pick<Doors, 'inTenant' | 'asKeeper'>
  retrievers: Retrievers
  /** What was left by earlier documents that were not kept. */
  takeBack: TakeBack
  /** Null when the tenant's key cannot be used. */
  credentialsOf: (tenant: TenantId) => Promise<Credentials | null>
  problemOf: (error: unknown, tenant: TenantId) => UploadProblem
  recordAudit: Pick<RecordAudit, 'inTenant'>
  clock: Pick<Clock, 'now' | 'after'>
  /** Aborts when the server ends. What is under way then is found at the next start. */
  closing: AbortSignal
  background: Background
  log: Logger
}): IndexDocument {
  const { inTenant, asKeeper } = deps.doors
  const { after } = deps.clock
  const running = new Map<UploadId, Running>()
  const turnOfAll = turns(AT_ONCE)
  const turnOfTenant = new Map<TenantId, InTurn>()

  function start(by: By, upload: StoredUpload, finds: RetrieverName): Promise<void> {
    const { id, documentId, isPersonal } = upload
    if (documentId === null) throw new Error('an upload without a document was to be kept')
    const stopping = new AbortController()
    const signal = AbortSignal.any([stopping.signal, deps.closing])
    const job: Job = { by, upload, finds, document: { id: documentId, isPersonal }, signal }
    const ended = Promise.withResolvers<void>()
    running.set(id, { documentId, done: 0, ended: ended.promise, stop: (reason) => stopping.abort(reason) })
    deps.background.run('keeping a document', async () => {
      try {
        await inTurnOf(by.viewer.tenant, () => run(job))
      } finally {
        running.delete(id)
        ended.resolve()
      }
    })
    return ended.promise
  }

  function inTurnOf(tenant: TenantId, work: () => Promise<void>): Promise<void> {
    const own = turnOfTenant.get(tenant) ?? turns(1)
    turnOfTenant.set(tenant, own)
    return own(() => turnOfAll(work))
  }

  async function run(job: Job): Promise<void> {
    try {
      job.signal.throwIfAborted()
      await write(job)
    } catch (thrown) {
      if (deps.closing.aborted) return
      const error: unknown = job.signal.aborted ? job.signal.reason : thrown
      if (!(error instanceof Discarded)) {
        const { tenant } = job.by.viewer
        deps.log.warn({ err: error, tenant, documentId: job.document.id }, 'a document was not kept')
      }
      await undo(job, error)
    }
  }

  async function write({ by, upload, finds, document, signal }: Job): Promise<void> {
    const { viewer } = by
    await deps.takeBack(viewer.tenant)
    const patiently = <T>(work: () => Promise<T>) => tryAgain(work, { after, signal })
    const pieces = await patiently(() => inTenant(viewer, (tx) => readPieces(tx, viewer, upload.id)))
    if (pieces === null) throw new Discarded()
    const passages = pieces.map(({ headings, page, text }, position): NewPassage => {
      return { position, headings, page, content: text }
    })
    const about = { isPersonal: document.isPersonal, documentId: document.id, title: upload.title }
    for (let first = 0; first < passages.length; first += PASSAGES_PER_TRANSACTION) {
      const part = passages.slice(first, first + PASSAGES_PER_TRANSACTION)
      await patiently(() => inTenant(viewer, (tx) => insertPassages(tx, viewer, about, part)).catch(unlessThere))
    }
    const call: RetrievalCall = { viewer, credentials: await deps.credentialsOf(viewer.tenant), signal }
    const indexed = { id: document.id, title: upload.title, tags: upload.tags, isPersonal: document.isPersonal }
    await deps.retrievers[finds].add(call, indexed, passages, (done) => {
      const state = running.get(upload.id)
      if (state) state.done = done
    })
    signal.throwIfAborted()
    await patiently(() => finish({ by, upload, document }, passages.length))
  }

  /** It is found, its upload is over and it is in the record: all of it or nothing. */
  function finish({ by, upload, document }: Pick<Job, 'by' | 'upload' | 'document'>, passages: number): Promise<void> {
    const { tenant } = by.viewer
    return asKeeper({ tenant }, async (tx) => {
      if (!(await makeReady(tx, tenant, document))) throw new Discarded()
      await finishUpload(tx, tenant, upload.id, passages, new Date(deps.clock.now()))
      await deps.recordAudit.inTenant(tx, tenant, {
        action: 'document_ingested',
        decision: 'allowed',
        ...by.origin,
        subject: document.id,
        details: { is_personal: document.isPersonal, passages },
      })
    })
  }

  /** Nothing half is left. What Snowflake does not give back now is asked for again, and is found by nobody meanwhile. */
  async function undo({ by, upload, finds, document }: Job, error: unknown): Promise<void> {
    const { viewer } = by
    const { tenant } = viewer
    let isLeft = false
    try {
      await deps.retrievers[finds].remove({ viewer, credentials: await deps.credentialsOf(tenant) }, document)
    } catch (failed) {
      isLeft = finds === 'cortex_search'
      deps.log.warn({ err: failed, tenant, documentId: document.id }, 'passages of it may be left in Cortex Search')
    }
    const problem = error instanceof Discarded ? null : deps.problemOf(error, tenant)
    const clean = () =>
      asKeeper({ tenant }, async (tx) => {
        await (isLeft ? leaveUnfinished : deleteUnfinished)(tx, tenant, document)
        if (problem) await failUpload(tx, tenant, upload.id, problem, new Date(deps.clock.now()))
      })
    await tryAgain(clean, { after, signal: deps.closing })
  }

  return {
    start,
    whenEnded: (id) => running.get(id)?.ended ?? Promise.resolve(),
    documentEnded: (id) => [...running.values()].find(({ documentId }) => documentId === id)?.ended ?? null,
    progressOf: (id) => running.get(id)?.done ?? null,
    discard: (id) => running.get(id)?.stop(new Discarded()),
    async stopDocument(id) {
      for (const job of running.values()) {
        if (job.documentId !== id) continue
        job.stop(uploadProblem('interrupted', 'The document was deleted while it was written.'))
        await job.ended
      }
    },
  }
}

/** Whoever waits holds a few ids, no text. */
const turns = (atOnce: number): InTurn =>
  createTurns({ atOnce, maxWaiting: Infinity, tooMany: () => new Error('unreachable') })

/** A transaction whose answer was lost is tried again, and finds its own rows. */
function unlessThere(error: unknown): void {
  if (!isUniqueViolation(error)) throw error
}
