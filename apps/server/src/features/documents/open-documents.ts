import type { CortexClient } from '@coco/core/cortex/cortex-client'
import type { Credentials } from '@coco/core/cortex/credentials'
import { createSqlClient } from '@coco/core/snowflake/sql-client'
import type { Tenant, TenantDocuments } from '@coco/core/tenants/tenant'
import type { DocumentSettingsView } from '@coco/shared/document-views'
import type { TenantId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'
import type { Background } from '../../platform/background.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { Doors, Insider } from '../../store/doors.ts'
import { VECTOR_DIMENSIONS } from '../../store/tables/vector-tables.ts'
import type { VectorIndexes } from '../../store/vectors/vector-indexes.ts'
import { createDemoDocuments } from './demo-documents.ts'
import { createDocuments, type Documents } from './documents.ts'
import { EMBEDDING_MODEL } from './retrieval/embedding-model.ts'
import { createReadUpload, type UploadLimits } from './ingest/read-upload.ts'
import { createUploadPlaces, type TakePlace } from './uploads/upload-places.ts'
import type { AnswerFromPassages } from './reading/query-documents.ts'
import type { VectorMaker } from './retrieval/add-vectors.ts'
import { createCocoRetriever } from './retrieval/coco-retriever.ts'
import { createNoteWithoutMeaning } from './retrieval/without-meaning.ts'
import { createCortexSearchRetriever } from './retrieval/cortex-search-retriever.ts'

/** Snowflake wants one of whoever calls its SQL API. */
const USER_AGENT = 'coco/0.1.0'

export interface OpenedDocuments extends Documents {
  takePlace: TakePlace
  /** In the background: what searches of large tenants need, and in local mode the documents of the demonstration. */
  prepare(): void
  close(): Promise<void>
}

/** Documents with all they stand on: processes that read files, vectors from Snowflake, and both ways of finding passages. */
export function openDocuments(deps: {
  doors: Pick<Doors, 'inTenant' | 'asKeeper'>
  vectors: DocumentSettingsView['vectors']
  vectorIndexes: VectorIndexes
  embed: CortexClient['embed']
  searchCortex: CortexClient['searchCortex']
  /** Where the account's SQL API is; null: the setting leads to something that has none. */
  accountUrl: string | null
  tenants: {
    list(): readonly Tenant[]
    get(id: TenantId): Tenant | undefined
    requireReady(id: TenantId): Promise<{ credentials: Credentials }>
  }
  answer: AnswerFromPassages
  countTokens: (viewer: Insider, spent: { model: string; tokens: number }) => void
  limits: {
    reading: UploadLimits
    store: {
      documentsPerTenant: number
      passagesPerTenant: number
      uploadsPerPerson: number
      uploadsAtOnce: number
      searchesPerMinute: number
    }
  }
  /** Null: there is no demonstration. */
  demo: { folder: string; keeperOf: (tenant: TenantId) => Insider } | null
  /** Nothing new is begun then. */
  isDraining: () => boolean
  showsGrantsToAll: boolean
  recordAudit: Pick<RecordAudit, 'inTenant'>
  clock: Clock
  background: Background
  newId: () => string
  log: Logger
}): OpenedDocuments {
  const { doors, vectorIndexes, tenants, recordAudit, clock, background, newId, log, showsGrantsToAll } = deps
  const stopping = new AbortController()
  const closing = stopping.signal
  const takePlace = createUploadPlaces({ atOnce: deps.limits.store.uploadsAtOnce })
  const reader = createReadUpload({ limits: deps.limits.reading, log })
  const tenantIds = () => tenants.list().map(({ id }) => id)

  const maker: VectorMaker = {
    model: EMBEDDING_MODEL,
    async embed({ viewer, credentials, signal }, texts) {
      if (credentials === null) throw new Error('vectors were wanted of a tenant whose key cannot be used')
      const call = { credentials, model: EMBEDDING_MODEL, texts, dimensions: VECTOR_DIMENSIONS }
      const { vectors, totalTokens } = await deps.embed({ ...call, ...(signal === undefined ? {} : { signal }) })
      deps.countTokens(viewer, { model: EMBEDDING_MODEL, tokens: totalTokens })
      return vectors
    },
  }

  async function credentialsOf(tenant: TenantId): Promise<Credentials | null> {
    try {
      return (await tenants.requireReady(tenant)).credentials
    } catch (error) {
      if (error instanceof AppError && error.code === 'tenant_unavailable') return null
      throw error
    }
  }

  function placeOf(tenant: TenantId): TenantDocuments | null {
    return deps.accountUrl === null ? null : (tenants.get(tenant)?.documents ?? null)
  }

  function keepIndexes(work: () => Promise<void>): void {
    background.run('an index of vectors', async () => {
      try {
        await work()
      } catch (error) {
        // What is built then is built to its end by the database.
        if (!closing.aborted) throw error
      }
    })
  }

  const documents = createDocuments({
    doors,
    tenants: tenantIds,
    makeRetrievers: (reranks) => ({
      coco: createCocoRetriever({
        inTenant: doors.inTenant,
        vectors: deps.vectors,
        vectorIndexes: {
          exactUpTo: vectorIndexes.exactUpTo,
          keep: (tenant, isPersonal) => keepIndexes(() => vectorIndexes.keep(tenant, isPersonal, closing)),
        },
        maker,
        reranks,
        noteWithoutMeaning: createNoteWithoutMeaning({ log, monotonicMs: clock.monotonicMs }),
        after: clock.after,
      }),
      cortex_search: createCortexSearchRetriever({
        closing,
        placeOf,
        searchCortex: deps.searchCortex,
        openSql: (credentials) =>
          createSqlClient({ baseUrl: deps.accountUrl ?? '', credentials, userAgent: USER_AGENT }),
      }),
    }),
    hasCortexSearch: (tenant) => placeOf(tenant) !== null,
    credentialsOf,
    getTenant: tenants.get,
    embeddingModel: EMBEDDING_MODEL,
    vectors: deps.vectors,
    read: reader.read,
    isDraining: deps.isDraining,
    takePlace,
    answer: deps.answer,
    limits: deps.limits.store,
    showsGrantsToAll,
    recordAudit,
    clock,
    closing,
    background,
    newId,
    log,
  })
  const loadDemo =
    deps.demo === null
      ? null
      : createDemoDocuments({
          ...deps.demo,
          tenants: tenantIds,
          inTenant: doors.inTenant,
          documents,
          clock,
          closing,
          log,
        })

  return {
    ...documents,
    takePlace,
    prepare() {
      keepIndexes(() => vectorIndexes.keepAll(tenantIds(), closing))
      if (loadDemo !== null) background.run("adding the demonstration's documents", loadDemo)
    },
    async close() {
      stopping.abort(new Error('the server ends'))
      await reader.close()
    },
  }
}
