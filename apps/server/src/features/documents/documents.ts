import type { Credentials } from '@coco/core/cortex/credentials'
import type {
  IngestDocumentInput,
  PasteDocumentInput,
  QueryDocumentsInput,
  RemoveDocumentInput,
  SearchDocumentsInput,
  UploadInput,
} from '@coco/shared/document-inputs'
import type {
  DocumentSettingsView,
  FoundPassages,
  QueryAnswer,
  UploadPreview,
  UploadView,
} from '@coco/shared/document-views'
import type { Tenant } from '@coco/core/tenants/tenant'
import type { TenantId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'
import type { Background } from '../../platform/background.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { Doors, Insider, TenantTx } from '../../store/doors.ts'
import { byOf, type Caller } from './by.ts'
import { createDocumentSettings, type TenantDocumentSettings } from './document-settings.ts'
import { createFindPassages, type FindPassages } from './reading/find-passages.ts'
import { createIndexDocument } from './keeping/index-document.ts'
import { createKeepUpload, type KeepUpload } from './keeping/keep-upload.ts'
import { problemOf } from './keeping/problem-of.ts'
import { type AnswerFromPassages, createQueryDocuments } from './reading/query-documents.ts'
import { createReadAgain, type ReadAgain } from './reading/read-again.ts'
import { createReadDocuments, type ReadDocuments } from './reading/read-documents.ts'
import { copyFailure } from './keeping/copy-failure.ts'
import { createPurgeDocument } from './keeping/purge-document.ts'
import { createTakeBack } from './keeping/take-back.ts'
import { createRecordReading } from './reading/record-reading.ts'
import { createRecoverDocuments } from './keeping/recover-documents.ts'
import { createReindexDocuments } from './keeping/reindex-documents.ts'
import { createRemoveDocument } from './keeping/remove-document.ts'
import type { Retrievers } from './retrieval/retrievers.ts'
import { listWithoutVectors } from './retrieval/without-vectors.ts'
import { throwSearchFailure } from './reading/search-failure.ts'
import { createSearchLimit } from './reading/search-limit.ts'
import type { TakePlace } from './uploads/upload-places.ts'
import { createUploads, type ReadFile, type TakenFile, type Uploads } from './uploads/uploads.ts'

/** A tenant's own documents: on their way in, kept, searched, asked, and gone again. */
export interface Documents extends ReadDocuments {
  paste(caller: Caller, input: PasteDocumentInput, hungUp?: AbortSignal): Promise<UploadPreview>
  /** A file, for transports that carry bytes, and for the server itself; likewise the two below. */
  take: Uploads['take']
  previewOf: Uploads['preview']
  discardOf: Uploads['discard']
  uploads(caller: Caller): Promise<UploadView[]>
  preview(caller: Caller, input: UploadInput): Promise<UploadPreview>
  discard(caller: Caller, input: UploadInput): Promise<void>
  /** Answers at once: what becomes of it is in `uploads`. */
  ingest(caller: Caller, input: IngestDocumentInput): Promise<UploadView>
  /** For whoever waits until it is ready. */
  keep: KeepUpload
  remove(caller: Caller, input: RemoveDocumentInput): Promise<void>
  search(caller: Caller, input: SearchDocumentsInput): Promise<FoundPassages>
  query(caller: Caller, input: QueryDocumentsInput, signal?: AbortSignal): Promise<QueryAnswer>
  /** Without the limit of searches: for answers, which have one of their own. */
  find: FindPassages
  readAgain: ReadAgain
  settings: Pick<TenantDocumentSettings, 'get' | 'update'>
  reindex(caller: Caller): Promise<{ documents: number }>
  /** What is being written for somebody is undone, before they are forgotten. */
  stopPerson(personId: string): Promise<void>
  /** Before anything is served. */
  recover(): Promise<void>
}

export function createDocuments(deps: {
  doors: Pick<Doors, 'inTenant' | 'asKeeper'>
  tenants: () => readonly TenantId[]
  /** @param reranks whether the tenant wants what was found put in order once more */
  makeRetrievers: (reranks: (viewer: Insider) => Promise<boolean>) => Retrievers
  hasCortexSearch: (tenant: TenantId) => boolean
  /** Null when the tenant's key cannot be used: words are found without Snowflake. */
  credentialsOf: (tenant: TenantId) => Promise<Credentials | null>
  /** Undefined for a tenant that is no more. */
  getTenant: (tenant: TenantId) => Pick<Tenant, 'snowflake' | 'documents'> | undefined
  embeddingModel: string
  vectors: DocumentSettingsView['vectors']
  read: (file: TakenFile, signal: AbortSignal, whose: TenantId) => Promise<ReadFile>
  /** Nothing new is begun then. */
  isDraining: () => boolean
  /** Of files that are held in memory. */
  takePlace: TakePlace
  answer: AnswerFromPassages
  limits: { documentsPerTenant: number; passagesPerTenant: number; uploadsPerPerson: number; searchesPerMinute: number }
  /** Whether everybody may see the SQL that would allow what Snowflake refused. */
  showsGrantsToAll: boolean
  recordAudit: Pick<RecordAudit, 'inTenant'>
  clock: Clock
  /** Aborts when the server ends: what is being read or written stops, and is found at the next start. */
  closing: AbortSignal
  background: Background
  newId: () => string
  log: Logger
}): Documents {
  const { credentialsOf, recordAudit, clock, background, newId, log, limits, closing } = deps
  const { inTenant } = deps.doors
  const { now, after } = clock
  const whoIs = (tenant?: TenantId) => {
    const { snowflake, documents: place } = (tenant && deps.getTenant(tenant)) ?? {}
    const { embeddingModel } = deps
    return snowflake?.role && place !== undefined ? { role: snowflake.role, place, embeddingModel } : null
  }
  const nameProblem = (error: unknown, tenant?: TenantId) => problemOf(error, whoIs(tenant))
  const listOutsideCoco = async (tx: TenantTx, viewer: Insider) =>
    deps.vectors.isAvailable ? listWithoutVectors(tx, viewer, deps.embeddingModel) : []
  const maySeeFix = (viewer: Insider) => deps.showsGrantsToAll || viewer.permissions.has('see_grants')
  const settings = createDocumentSettings({
    inTenant,
    listOutsideCoco,
    indexingOf: (tenant) => reindex.stateOf(tenant),
    maySeeFix,
    hasCortexSearch: deps.hasCortexSearch,
    vectors: deps.vectors,
    embeddingModel: deps.embeddingModel,
    recordAudit,
    now,
  })
  const retrievers = deps.makeRetrievers((viewer) =>
    inTenant(viewer, async (tx) => (await settings.read(tx, viewer.tenant)).reranks),
  )
  const recordReading = createRecordReading(recordAudit)
  const findPassages = createFindPassages({
    inTenant,
    retrievers,
    chosen: settings.chosen,
    credentialsOf,
    recordReading,
  })
  const find: FindPassages = (by, wanted, signal) =>
    findPassages(by, wanted, signal).catch((error: unknown) => {
      const { viewer } = by
      const readsPersonal = viewer.permissions.has('read_pii')
      const tenant = deps.getTenant(viewer.tenant)
      return throwSearchFailure(error, { tenant, readsPersonal, maySeeFix: maySeeFix(viewer) })
    })
  const purge = createPurgeDocument({ doors: deps.doors, retrievers, after, closing })
  const { asKeeper } = deps.doors
  const takeBack = createTakeBack({ asKeeper, retrievers, purge, credentialsOf, after, closing, log })
  const index = createIndexDocument({
    doors: deps.doors,
    retrievers,
    takeBack,
    purge,
    credentialsOf,
    problemOf: nameProblem,
    recordAudit,
    clock,
    closing,
    background,
    log,
  })
  const files = createUploads({
    inTenant,
    read: deps.read,
    problemOf: nameProblem,
    progressOf: index.progressOf,
    stopKeeping: index.discard,
    maxPerPerson: limits.uploadsPerPerson,
    maySeeFix,
    closing,
    newId,
    now,
    after,
  })
  const uploads: Uploads = { ...files, take: async (...of) => (requireOpen(), files.take(...of)) }
  const keepUpload = createKeepUpload({
    doors: deps.doors,
    index,
    remove: (by, documentId) => remove(by, { documentId }),
    chosen: settings.chosen,
    max: limits,
    newId,
    now,
  })
  const keep: KeepUpload = async (...of) => (requireOpen(), keepUpload(...of))

  /** @throws AppError shutting_down */
  function requireOpen(): void {
    if (deps.isDraining()) throw new AppError('shutting_down', 'Coco is restarting. Please try again.')
  }

  const reindex = createReindexDocuments({
    doors: deps.doors,
    settings,
    retrievers,
    listOutsideCoco,
    takeBack,
    credentialsOf,
    problemOf: nameProblem,
    closing,
    background,
    log,
  })
  const remove = createRemoveDocument({
    inTenant,
    asKeeper,
    retrievers,
    purge,
    stopWriting: async (id) => {
      await Promise.all([index.stopDocument(id), reindex.stopDocument(id)])
    },
    credentialsOf,
    copyFailure: (error, viewer) => copyFailure(error, whoIs(viewer.tenant), maySeeFix(viewer)),
    recordAudit,
  })
  const countSearch = createSearchLimit({ perMinute: limits.searchesPerMinute, monotonicMs: clock.monotonicMs })
  const query = createQueryDocuments({ find, answer: deps.answer, countSearch })
  const recover = createRecoverDocuments({
    tenants: deps.tenants,
    asKeeper: deps.doors.asKeeper,
    takeBack,
    clock,
    background,
    log,
  })

  return {
    ...createReadDocuments({ inTenant, recordReading }),
    async paste({ viewer }, { title, text, format }, hungUp) {
      const giveBack = deps.takePlace(viewer)
      try {
        const mediaType = format === 'markdown' ? 'text/markdown' : 'text/plain'
        return await uploads.take(viewer, { bytes: Buffer.from(text), mediaType, fileName: null, title }, hungUp)
      } finally {
        giveBack()
      }
    },
    take: uploads.take,
    previewOf: uploads.preview,
    discardOf: uploads.discard,
    uploads: ({ viewer }) => uploads.list(viewer),
    preview: ({ viewer }, { uploadId }) => uploads.preview(viewer, uploadId),
    discard: ({ viewer }, { uploadId }) => uploads.discard(viewer, uploadId),
    ingest: async (caller, input) => (await keep(byOf(caller), input)).upload,
    keep,
    readAgain: createReadAgain({ inTenant, recordReading }),
    remove: (caller, input) => remove(byOf(caller), input),
    async search(caller, input) {
      countSearch(caller.viewer.tenant)
      return find(byOf(caller), input)
    },
    query,
    find,
    settings,
    reindex: ({ viewer }) => reindex.start(viewer),
    stopPerson: index.stopPerson,
    recover,
  }
}
