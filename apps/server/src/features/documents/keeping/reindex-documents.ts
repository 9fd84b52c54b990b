import type { Credentials } from '@coco/core/cortex/credentials'
import type { TenantId } from '@coco/shared/ids'
import type { Background } from '../../../platform/background.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { Doors, Insider } from '../../../store/doors.ts'
import { listOutsideCortexSearch, type StoredDocument } from '../document-rows.ts'
import { markCortexSearch } from './keeper-rows.ts'
import { readPassages } from '../retrieval/passage-rows.ts'
import type { RetrieverName, Retrievers } from '../retrieval/retrievers.ts'
import type { TenantDocumentSettings } from '../document-settings.ts'

/** As many passages at once as a document has, read in pieces that a transaction has time for. */
const PASSAGES_PER_TRANSACTION = 200

/**
 * Brings what the chosen retriever does not find into its index, in the background: of what the caller may see.
 * @returns how many documents that are; 0 while an earlier call still works
 */
export type ReindexDocuments = (viewer: Insider) => Promise<{ documents: number }>

export function createReindexDocuments(deps: {
  doors: Pick<Doors, 'inTenant' | 'asKeeper'>
  settings: Pick<TenantDocumentSettings, 'chosen'>
  retrievers: Retrievers
  credentialsOf: (tenant: TenantId) => Promise<Credentials | null>
  closing: AbortSignal
  background: Background
  log: Logger
}): ReindexDocuments {
  const { inTenant, asKeeper } = deps.doors
  const working = new Set<TenantId>()

  return async (viewer) => {
    const { tenant } = viewer
    if (working.has(tenant)) return { documents: 0 }
    const { finds, missing } = await inTenant(viewer, async (tx) => {
      const name: RetrieverName = await deps.settings.chosen(tx, tenant)
      return { finds: name, missing: name === 'coco' ? [] : await listOutsideCortexSearch(tx, viewer) }
    })
    if (finds === 'coco' || missing.length === 0) return { documents: 0 }
    working.add(tenant)
    deps.background.run('indexing documents', async () => {
      try {
        for (const document of missing) await add(viewer, document)
      } finally {
        working.delete(tenant)
      }
    })
    return { documents: missing.length }
  }

  async function add(viewer: Insider, document: StoredDocument): Promise<void> {
    if (deps.closing.aborted) return
    const { tenant } = viewer
    const mark = (isThere: boolean) => asKeeper({ tenant }, (tx) => markCortexSearch(tx, tenant, document, isThere))
    const call = { viewer, credentials: await deps.credentialsOf(tenant), signal: deps.closing }
    try {
      const passages = await readAll(viewer, document)
      // Before anything is there, so that whatever is there is deleted with it.
      await mark(true)
      await deps.retrievers.cortex_search.add(call, document, passages, () => {})
    } catch (error) {
      if (deps.closing.aborted) return
      deps.log.warn({ err: error, tenant, documentId: document.id }, 'a document was not brought into Cortex Search')
      await deps.retrievers.cortex_search.remove(call, document).then(
        () => mark(false),
        () => {},
      )
    }
  }

  async function readAll(viewer: Insider, { id, passageCount }: StoredDocument) {
    const all: Awaited<ReturnType<typeof readPassages>> = []
    for (let first = 0; first < passageCount; first += PASSAGES_PER_TRANSACTION) {
      const length = Math.min(PASSAGES_PER_TRANSACTION, passageCount - first)
      const keys = Array.from({ length }, (_, index) => ({ documentId: id, position: first + index }))
      all.push(...(await inTenant(viewer, (tx) => readPassages(tx, viewer, keys))))
    }
    return all
  }
}
