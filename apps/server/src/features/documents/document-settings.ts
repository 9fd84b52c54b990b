import { DocumentSettings, type DocumentSettingsView, type UploadProblem } from '@coco/shared/document-views'
import type { TenantId } from '@coco/shared/ids'
import { eq } from 'drizzle-orm'
import { AppError } from '../../platform/app-error.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { Doors, Insider, TenantTx } from '../../store/doors.ts'
import { tenantSettings } from '../../store/tables/tenant-tables.ts'
import { type Caller, byOf } from './by.ts'
import { listOutsideCortexSearch } from './document-rows.ts'
import type { RetrieverName } from './retrieval/retrievers.ts'

/** How a tenant's documents are searched, as its admins have decided. */
export interface TenantDocumentSettings {
  get(caller: Caller): Promise<DocumentSettingsView>
  /** @throws AppError invalid_input when the tenant declares no place for Cortex Search */
  update(caller: Caller, settings: DocumentSettings): Promise<DocumentSettingsView>
  read(tx: TenantTx, tenant: TenantId): Promise<DocumentSettings>
  /** What is searched with at this moment: a tenant that no longer declares a place for Cortex Search has none. */
  chosen(tx: TenantTx, tenant: TenantId): Promise<RetrieverName>
}

const USUAL: DocumentSettings = { retriever: 'coco', reranks: false }

export function createDocumentSettings(deps: {
  inTenant: Doors['inTenant']
  hasCortexSearch: (tenant: TenantId) => boolean
  vectors: DocumentSettingsView['vectors']
  /** See `createReindexDocuments`. */
  listOutsideCoco: (tx: TenantTx, viewer: Insider) => Promise<readonly unknown[]>
  /** See `ReindexDocuments`. */
  indexingOf: (tenant: TenantId) => { isIndexing: boolean; problem: UploadProblem | null }
  maySeeFix: (viewer: Insider) => boolean
  embeddingModel: string
  recordAudit: Pick<RecordAudit, 'inTenant'>
  now: () => number
}): TenantDocumentSettings {
  async function read(tx: TenantTx, tenant: TenantId): Promise<DocumentSettings> {
    const [row] = await tx
      .select({ settings: tenantSettings.documentSettings })
      .from(tenantSettings)
      .where(eq(tenantSettings.tenantId, tenant))
    // What another version may have written and this one does not know is as if nobody had decided.
    return DocumentSettings.safeParse(row?.settings).data ?? USUAL
  }

  async function chosen(tx: TenantTx, tenant: TenantId): Promise<RetrieverName> {
    return deps.hasCortexSearch(tenant) ? (await read(tx, tenant)).retriever : 'coco'
  }

  function get({ viewer }: Caller): Promise<DocumentSettingsView> {
    return deps.inTenant(viewer, async (tx) => view(tx, viewer, await read(tx, viewer.tenant)))
  }

  function update(caller: Caller, settings: DocumentSettings): Promise<DocumentSettingsView> {
    const { viewer } = caller
    const { tenant } = viewer
    if (settings.retriever === 'cortex_search' && !deps.hasCortexSearch(tenant)) {
      throw new AppError('invalid_input', 'This tenant declares no place for Cortex Search.')
    }
    return deps.inTenant(viewer, async (tx) => {
      const set = { documentSettings: settings, updatedAt: new Date(deps.now()) }
      await tx
        .insert(tenantSettings)
        .values({ tenantId: tenant, ...set })
        .onConflictDoUpdate({ target: tenantSettings.tenantId, set })
      const shown = await view(tx, viewer, settings)
      await deps.recordAudit.inTenant(tx, tenant, {
        action: 'document_settings_changed',
        decision: 'allowed',
        ...byOf(caller).origin,
        details: { ...settings },
      })
      return shown
    })
  }

  async function view(tx: TenantTx, viewer: Caller['viewer'], settings: DocumentSettings) {
    const hasCortexSearch = deps.hasCortexSearch(viewer.tenant)
    const isElsewhere = hasCortexSearch && settings.retriever === 'cortex_search'
    const missing = await (isElsewhere ? listOutsideCortexSearch : deps.listOutsideCoco)(tx, viewer)
    const { isIndexing, problem } = deps.indexingOf(viewer.tenant)
    return {
      ...settings,
      vectors: deps.vectors,
      hasCortexSearch,
      embeddingModel: deps.embeddingModel,
      notIndexed: missing.length,
      isIndexing,
      indexProblem: problem && deps.maySeeFix(viewer) ? problem : withoutFix(problem),
    }
  }

  return { get, update, read, chosen }
}

function withoutFix(problem: UploadProblem | null): UploadProblem | null {
  if (problem === null) return null
  const { code, message, isFinal } = problem
  return { code, message, isFinal }
}
