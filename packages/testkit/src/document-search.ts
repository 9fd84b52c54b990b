import { embedText } from '@coco/emulator/embed-text'
import type { Store } from '@coco/server/open-store'
import { createCocoRetriever } from '@coco/server/documents/retrieval/coco-retriever'
import { insertPassages, readPassages } from '@coco/server/documents/retrieval/passage-rows'
import type { PassageHit, RetrievalCall, Retriever } from '@coco/server/documents/retrieval/retriever'
import type { Credentials } from '@coco/core/cortex/credentials'
import type { FoundPassage, FoundPassages } from '@coco/shared/document-views'
import { DocumentId, TenantId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import type { Doors, Insider } from './doors.ts'

/** Of the local Snowflake's embedding function: there is no second one. */
export const EMBEDDING_MODEL = 'snowflake-arctic-embed-m-v1.5'
export const EMBEDDING_DIMENSIONS = 768

export interface KeptDocument {
  title: string
  tags?: readonly string[]
  isPersonal?: boolean
  passages: readonly { headings?: readonly string[]; content: string }[]
}

/** Documents in a database, and the search through them, without the server around it. */
export interface DocumentSearch {
  retriever: Retriever
  /** Stored and ready, as an ingest leaves it. */
  keep(by: Insider, document: KeptDocument): Promise<DocumentId>
  /** As the server does it: keys from the retriever, what they say from the database, under the viewer's own policies. */
  find(
    viewer: Insider,
    query: string,
    options?: { tags?: readonly string[]; limit?: number },
  ): Promise<{ passages: FoundPassage[]; by: FoundPassages['by']; hits: PassageHit[] }>
}

export interface DocumentSearchOptions {
  /** Left out: the local Snowflake's function, in this process. */
  embed?: (texts: readonly string[]) => Promise<readonly ArrayLike<number>[]>
  /** Words alone, as in a database without pgvector. */
  isWordsOnly?: boolean
  reranks?: boolean
  /** Left out: real time. */
  after?: (delayMs: number, run: () => void) => () => void
  /** To search through others than the store's own. */
  doors?: Doors
  /** Another way of finding passages than Coco's own. */
  retriever?: Retriever
  /** Left out: nobody signs in at Snowflake. */
  credentialsOf?: (tenant: TenantId) => Credentials
}

/** The local Snowflake's function, in this process. */
export function embedLocally(texts: readonly string[]): Float32Array[] {
  return texts.map((text) => embedText(text, EMBEDDING_DIMENSIONS))
}

export const inRealTime = (delayMs: number, run: () => void) => {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}

export function createDocumentSearch(store: Store, options: DocumentSearchOptions = {}): DocumentSearch {
  const doors = options.doors ?? store.doors
  const embed = options.embed ?? (async (texts) => embedLocally(texts))
  const retriever =
    options.retriever ??
    createCocoRetriever({
      inTenant: doors.inTenant,
      vectors: { isAvailable: store.vectors.isAvailable && options.isWordsOnly !== true },
      vectorIndexes: { exactUpTo: store.vectorIndexes.exactUpTo, keep: () => {} },
      after: options.after ?? inRealTime,
      maker: { model: EMBEDDING_MODEL, embed: (_, texts) => embed(texts) },
      reranks: async () => options.reranks === true,
    })
  const callFor = (viewer: Insider): RetrievalCall => ({
    viewer,
    credentials: options.credentialsOf?.(viewer.tenant) ?? CREDENTIALS,
  })

  async function keep(by: Insider, { title, tags = [], isPersonal = false, passages }: KeptDocument) {
    const id = DocumentId.parse(randomUUID())
    const table = isPersonal ? 'coco.personal_documents' : 'coco.documents'
    const rows = passages.map(({ headings = [], content }, position) => ({ position, headings, page: null, content }))
    await store.doors.inTenant(by, async (tx) => {
      await tx.$client.query(
        `INSERT INTO ${table} (tenant_id, id, title, media_type, tags, sha256, characters, passage_count, uploaded_by)
         VALUES ($1, $2, $3, 'text/markdown', $4, $5, 1, $6, $7)`,
        [by.tenant, id, title, tags, randomUUID(), rows.length, by.subject],
      )
      await insertPassages(tx, by, { isPersonal, documentId: id, title }, rows)
    })
    await retriever.add(callFor(by), { id, title, tags, isPersonal }, rows, () => {})
    await store.doors.asKeeper({ tenant: by.tenant }, (tx) =>
      tx.$client.query(`UPDATE ${table} SET state = 'ready' WHERE id = $1`, [id]),
    )
    return id
  }

  const find: DocumentSearch['find'] = async (viewer, query, { tags = [], limit = 6 } = {}) => {
    const { hits, by } = await retriever.search(callFor(viewer), { query, tags, limit })
    const read = (await doors.inTenant(viewer, (tx) => readPassages(tx, viewer, hits))).slice(0, limit)
    const scores = new Map(hits.map(({ documentId, position, score }) => [`${documentId}/${position}`, score]))
    const passages = read.map((view) => ({ ...view, score: scores.get(`${view.documentId}/${view.position}`) ?? 0 }))
    return { passages, by, hits }
  }

  return { retriever, keep, find }
}

/** Somebody of a tenant. `read_pii`: who may read what is personal. */
export function documentReader(tenant: string, ...permissions: 'read_pii'[]): Insider {
  return { tenant: TenantId.parse(tenant), subject: randomUUID(), permissions: new Set(permissions) }
}

export function callOf(viewer: Insider): RetrievalCall {
  return { viewer, credentials: CREDENTIALS }
}

/** Never used: the vectors come from this process. */
const CREDENTIALS: Credentials = {
  token: () => Promise.reject(new Error('nobody signs in here')),
  invalidate() {},
}
