import type { Credentials } from '@coco/core/cortex/credentials'
import type { UploadProblem } from '@coco/shared/document-views'
import type { DocumentId, TenantId, UploadId } from '@coco/shared/ids'
import type { Background } from '../../../platform/background.ts'
import type { Clock } from '../../../platform/clock.ts'
import { isUniqueViolation } from '../../../platform/database/violation.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { RecordAudit } from '../../../store/audit-entry.ts'
import type { Doors } from '../../../store/doors.ts'
import type { By } from '../by.ts'
import { failUpload, finishUpload, leaveUnfinished, makeReady } from './keeper-rows.ts'
import { createFairTurns } from '../ingest/fair-turns.ts'
import { uploadProblem } from '../ingest/upload-problem.ts'
import { insertPassages, type NewPassage } from '../retrieval/passage-rows.ts'
import type { RetrieverName, Retrievers } from '../retrieval/retrievers.ts'
import type { RetrievalCall } from '../retrieval/retriever.ts'
import type { PurgeDocument } from './purge-document.ts'
import type { TakeBack } from './take-back.ts'
import { tryAgain } from '../../../platform/try-again.ts'
import { readPieces, type StoredUpload } from '../uploads/upload-rows.ts'

/** Documents whose passages are being written at the same time, of all tenants; of one tenant one is under way. */
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
  /** All that somebody keeps at this moment, as if discarded: when nothing is written for them any more. */
  stopPerson(personId: string): Promise<void>
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
  personId: string
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
  purge: PurgeDocument
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
  const amongAll = createFairTurns(AT_ONCE)
  const ofTenant = new Map<TenantId, ReturnType<typeof createFairTurns>>()

  function start(by: By, upload: StoredUpload, finds: RetrieverName): Promise<void> {
    const { id, documentId, isPersonal } = upload
    if (documentId === null) throw new Error('an upload without a document was to be kept')
    const stopping = new AbortController()
    const signal = AbortSignal.any([stopping.signal, deps.closing])
    const job: Job = { by, upload, finds, document: { id: documentId, isPersonal }, signal }
    const ended = Promise.withResolvers<void>()
    running.set(id, {
      documentId,
      personId: by.viewer.subject,
      done: 0,
      ended: ended.promise,
      stop: (reason) => stopping.abort(reason),
    })
    deps.background.run('keeping a document', async () => {
      try {
        await run(job)
      } catch (error) {
        // The next start undoes it.
        if (!deps.closing.aborted) throw error
      } finally {
        running.delete(id)
        ended.resolve()
      }
    })
    return ended.promise
  }

  /** Whoever gives up waits no longer. */
  function inTurnOf({ by, signal }: Job, work: () => Promise<void>): Promise<void> {
    const { tenant } = by.viewer
    const inTurn = ofTenant.get(tenant) ?? createFairTurns(1)
    ofTenant.set(tenant, inTurn)
    return inTurn(tenant, signal, work)
  }

  async function run(job: Job): Promise<void> {
    try {
      await inTurnOf(job, () => write(job))
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
    if (finds === 'cortex_search') deps.background.run('taking back passages', () => deps.takeBack(viewer.tenant))
    const patiently = <T>(work: () => Promise<T>) => tryAgain(work, { after, signal })
    const pieces = await patiently(() => inTenant(viewer, (tx) => readPieces(tx, viewer, upload.id)))
    if (pieces === null) throw new Discarded()
    const passages = pieces.map(({ headings, page, text }, position): NewPassage => {
      return { position, headings, page, content: text }
    })
    const about = { isPersonal: document.isPersonal, documentId: document.id, title: upload.title }
    // What comes then waits for Snowflake, minutes if it must, and takes nobody's place.
    await amongAll(viewer.tenant, signal, async () => {
      for (let first = 0; first < passages.length; first += PASSAGES_PER_TRANSACTION) {
        const part = passages.slice(first, first + PASSAGES_PER_TRANSACTION)
        await patiently(() => inTenant(viewer, (tx) => insertPassages(tx, viewer, about, part)).catch(unlessThere))
      }
    })
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
      const isReady = await makeReady(tx, tenant, document)
      if (isReady === 'gone') throw new Discarded()
      if (isReady === 'already') return
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

  /**
   * Nothing half is left. What Snowflake does not give back now is asked for again, and is found by nobody meanwhile; and what
   * is cut by the end of the server goes at the next start.
   */
  async function undo({ by, upload, finds, document }: Job, error: unknown): Promise<void> {
    const { viewer } = by
    const { tenant } = viewer
    const patiently = <T>(work: () => Promise<T>) => tryAgain(work, { after, signal: deps.closing })
    // It may be ready: then only the answer to that was lost.
    if (!(await patiently(() => asKeeper({ tenant }, (tx) => leaveUnfinished(tx, tenant, document))))) return
    try {
      if (finds === 'cortex_search') {
        const call = { viewer, credentials: await deps.credentialsOf(tenant), signal: deps.closing }
        await deps.retrievers[finds].remove(call, document)
      }
      await deps.purge(tenant, document)
    } catch (failed) {
      if (deps.closing.aborted) return
      deps.log.warn({ err: failed, tenant, documentId: document.id }, 'passages of it may be left')
    }
    if (error instanceof Discarded) return
    const problem = deps.problemOf(error, tenant)
    const at = new Date(deps.clock.now())
    await patiently(() => asKeeper({ tenant }, (tx) => failUpload(tx, tenant, upload.id, problem, at)))
  }

  async function stopWhere(isMeant: (job: Running) => boolean, reason: Error): Promise<void> {
    const meant = [...running.values()].filter(isMeant)
    for (const job of meant) job.stop(reason)
    await Promise.all(meant.map(({ ended }) => ended))
  }

  return {
    start,
    whenEnded: (id) => running.get(id)?.ended ?? Promise.resolve(),
    documentEnded: (id) => [...running.values()].find(({ documentId }) => documentId === id)?.ended ?? null,
    progressOf: (id) => running.get(id)?.done ?? null,
    discard: (id) => running.get(id)?.stop(new Discarded()),
    stopPerson: (personId) => stopWhere((job) => job.personId === personId, new Discarded()),
    stopDocument: (id) => stopWhere((job) => job.documentId === id, uploadProblem('interrupted', DELETED)),
  }
}

const DELETED = 'The document was deleted while it was written.'

/** A transaction whose answer was lost is tried again, and finds its own rows. */
function unlessThere(error: unknown): void {
  if (!isUniqueViolation(error)) throw error
}
