import { CortexError } from '@coco/core/cortex/cortex-error'
import type { Credentials } from '@coco/core/cortex/credentials'
import type { UploadProblem } from '@coco/shared/document-views'
import type { DocumentId, TenantId } from '@coco/shared/ids'
import type { Background } from '../../../platform/background.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { Doors, Insider, TenantTx } from '../../../store/doors.ts'
import { findDocument, listOutsideCortexSearch } from '../document-rows.ts'
import { markCortexSearch, type ShareInCortexSearch } from './keeper-rows.ts'
import { readPassages } from '../retrieval/passage-rows.ts'
import type { IndexedDocument } from '../retrieval/retriever.ts'
import type { RetrieverName, Retrievers } from '../retrieval/retrievers.ts'
import type { TenantDocumentSettings } from '../document-settings.ts'
import type { TakeBack } from './take-back.ts'

/** As many passages at once as a document has, read in pieces that a transaction has time for. */
const PASSAGES_PER_TRANSACTION = 200

export interface ReindexDocuments {
  /**
   * Brings what the chosen retriever does not find into its index, in the background: of what the caller may see. What could not
   * be taken back of documents that were not kept is taken back now.
   * @returns how many documents that are; 0 while an earlier call still works
   */
  start(viewer: Insider): Promise<{ documents: number }>
  /** Whether this tenant's are being brought in, and why some were not the last time. */
  stateOf(tenant: TenantId): { isIndexing: boolean; problem: UploadProblem | null }
  /** When it is not being brought in any more, and what was brought of it is out again. At once, when it is not under way. */
  stopDocument(id: DocumentId): Promise<void>
}

class Stopped extends Error {}

interface KeptDocument extends IndexedDocument {
  passageCount: number
  /** Some of it may be in Cortex Search already. */
  isPartThere?: boolean
}

export function createReindexDocuments(deps: {
  doors: Pick<Doors, 'inTenant' | 'asKeeper'>
  settings: Pick<TenantDocumentSettings, 'chosen'>
  retrievers: Retrievers
  /** Those that Coco's own way finds by their words alone, and could find by meaning. */
  listOutsideCoco: (tx: TenantTx, viewer: Insider) => Promise<KeptDocument[]>
  takeBack: TakeBack
  credentialsOf: (tenant: TenantId) => Promise<Credentials | null>
  problemOf: (error: unknown, tenant: TenantId) => UploadProblem
  closing: AbortSignal
  background: Background
  log: Logger
}): ReindexDocuments {
  const { inTenant, asKeeper } = deps.doors
  const working = new Set<TenantId>()
  const problems = new Map<TenantId, UploadProblem>()
  const adding = new Map<DocumentId, { stop: () => void; ended: Promise<void> }>()

  async function start(viewer: Insider): Promise<{ documents: number }> {
    const { tenant } = viewer
    if (working.has(tenant)) return { documents: 0 }
    deps.background.run('taking back passages', () => deps.takeBack(tenant))
    const { finds, missing } = await inTenant(viewer, async (tx) => {
      const name: RetrieverName = await deps.settings.chosen(tx, tenant)
      const list: typeof deps.listOutsideCoco = name === 'coco' ? deps.listOutsideCoco : listOutsideCortexSearch
      return { finds: name, missing: await list(tx, viewer) }
    })
    problems.delete(tenant)
    // Looked at again: somebody may have been faster.
    if (missing.length === 0 || working.has(tenant)) return { documents: 0 }
    working.add(tenant)
    deps.background.run('indexing documents', async () => {
      try {
        for (const document of missing) await add(viewer, document, finds)
      } catch (error) {
        // What it refuses one, Snowflake refuses the next.
        note(tenant, error)
        if (!deps.closing.aborted) deps.log.warn({ err: error, tenant }, 'documents were given no vectors')
      } finally {
        working.delete(tenant)
      }
    })
    return { documents: missing.length }
  }

  function note(tenant: TenantId, error: unknown): void {
    if (!deps.closing.aborted) problems.set(tenant, deps.problemOf(error, tenant))
  }

  async function add(viewer: Insider, document: KeptDocument, finds: RetrieverName): Promise<void> {
    if (deps.closing.aborted) return
    const stopping = new AbortController()
    const ended = Promise.withResolvers<void>()
    adding.set(document.id, { stop: () => stopping.abort(new Stopped()), ended: ended.promise })
    try {
      if (finds === 'coco') await addVectors(viewer, document, stopping.signal)
      else await addUnlessStopped(viewer, document, stopping.signal)
    } finally {
      adding.delete(document.id)
      ended.resolve()
    }
  }

  /** They hang on its passages: nothing is left of them where it is deleted meanwhile. @throws CortexError */
  async function addVectors(viewer: Insider, document: KeptDocument, stopped: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([stopped, deps.closing])
    const call = { viewer, credentials: await deps.credentialsOf(viewer.tenant), signal }
    try {
      await deps.retrievers.coco.add(call, document, await readAll(viewer, document), () => {})
    } catch (error) {
      if (stopped.aborted) return
      if (error instanceof CortexError) throw error
      note(viewer.tenant, error)
      deps.log.warn({ err: error, tenant: viewer.tenant, documentId: document.id }, 'a document was given no vectors')
    }
  }

  async function addUnlessStopped(viewer: Insider, document: KeptDocument, stopped: AbortSignal): Promise<void> {
    const { tenant } = viewer
    const signal = AbortSignal.any([stopped, deps.closing])
    const mark = (share: ShareInCortexSearch) =>
      asKeeper({ tenant }, (tx) => markCortexSearch(tx, tenant, document, share))
    const call = { viewer, credentials: await deps.credentialsOf(tenant) }
    const takeOut = () => deps.retrievers.cortex_search.remove({ ...call, signal: deps.closing }, document)
    try {
      const passages = await readAll(viewer, document)
      signal.throwIfAborted()
      // What is left of an earlier time would be there twice.
      if (document.isPartThere) await takeOut()
      // Before anything is there, so that whatever is there is deleted with it.
      if (!(await mark('some'))) return
      await deps.retrievers.cortex_search.add({ ...call, signal }, document, passages, () => {})
      signal.throwIfAborted()
      if ((await inTenant(viewer, (tx) => findDocument(tx, viewer, document.id))) === undefined) throw new Stopped()
      await mark('all')
    } catch (error) {
      if (deps.closing.aborted) return
      const about = { tenant, documentId: document.id }
      if (!(error instanceof Stopped)) {
        note(tenant, error)
        deps.log.warn({ ...about, err: error }, 'a document was not brought into Cortex Search')
      }
      try {
        await takeOut()
        await mark('none')
      } catch (failed) {
        deps.log.warn({ ...about, err: failed }, 'passages of it may be left in Cortex Search')
      }
    }
  }

  async function readAll(viewer: Insider, { id, passageCount }: KeptDocument) {
    const all: Awaited<ReturnType<typeof readPassages>> = []
    for (let first = 0; first < passageCount; first += PASSAGES_PER_TRANSACTION) {
      const length = Math.min(PASSAGES_PER_TRANSACTION, passageCount - first)
      const keys = Array.from({ length }, (_, index) => ({ documentId: id, position: first + index }))
      all.push(...(await inTenant(viewer, (tx) => readPassages(tx, viewer, keys))))
    }
    return all
  }

  return {
    start,
    stateOf: (tenant) => ({ isIndexing: working.has(tenant), problem: problems.get(tenant) ?? null }),
    async stopDocument(id) {
      const work = adding.get(id)
      work?.stop()
      await work?.ended
    },
  }
}
