import { DocumentTagList } from '@coco/shared/document-inputs'
import type { TenantId } from '@coco/shared/ids'
import { eq } from 'drizzle-orm'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Doors, Insider } from '../../store/doors.ts'
import { tenantSettings } from '../../store/tables/tenant-tables.ts'
import type { Documents } from './documents.ts'
import { pause } from '../../platform/try-again.ts'

/** The local Snowflake may be still on its way; an account that refuses for good is tried again at the next start. */
const PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 20_000]

/**
 * Gives each tenant of local mode the documents of its folder, once: what was deleted since does not come back.
 * @returns when all are there, or it was given up
 */
export function createDemoDocuments(deps: {
  /** With a folder for each tenant in it. */
  folder: string
  tenants: () => readonly TenantId[]
  /** Whose documents they are, and who sees them all. */
  keeperOf: (tenant: TenantId) => Insider
  inTenant: Doors['inTenant']
  documents: Pick<Documents, 'take' | 'keep' | 'previewOf' | 'discardOf'>
  clock: Pick<Clock, 'now' | 'after'>
  closing: AbortSignal
  log: Logger
}): () => Promise<void> {
  const { closing, log } = deps

  async function load(): Promise<void> {
    for (const tenant of deps.tenants()) {
      const files = filesOf(tenant)
      if (files.length === 0) continue
      try {
        await loadFor(deps.keeperOf(tenant), files)
      } catch (error) {
        if (closing.aborted) return
        log.warn({ err: error, tenant }, "the demonstration's documents were not added; the next start tries again")
      }
    }
  }

  async function loadFor(viewer: Insider, files: readonly string[]): Promise<void> {
    const { tenant } = viewer
    if (await isLoaded(viewer)) return
    for (const path of files) await untilAdded(viewer, path)
    const set = { demoDocumentsAt: new Date(deps.clock.now()) }
    await deps.inTenant(viewer, (tx) =>
      tx
        .insert(tenantSettings)
        .values({ tenantId: tenant, ...set })
        .onConflictDoUpdate({ target: tenantSettings.tenantId, set }),
    )
    log.info({ tenant, count: files.length }, "the demonstration's documents are there")
  }

  async function untilAdded(viewer: Insider, path: string): Promise<void> {
    for (const pauseMs of PAUSES_MS) {
      if ((await add(viewer, path)) === null) return
      await pause(pauseMs, deps.clock.after, closing)
    }
    const problem = await add(viewer, path)
    if (problem !== null) throw new Error(`a document of the demonstration was not kept: ${problem}`)
  }

  /** @returns why not; null when it is there */
  async function add(viewer: Insider, path: string): Promise<string | null> {
    const bytes = readFileSync(path)
    const { tags, isPersonal } = readFrontMatter(bytes.toString())
    const file = { bytes, mediaType: 'text/markdown', fileName: path, title: null }
    const { id: uploadId, title, problem } = (await deps.documents.take(viewer, file)).upload
    if (problem === null) {
      const origin = { actor: { kind: 'system', id: null }, address: null, requestId: null } as const
      const kept = await deps.documents.keep({ viewer, origin }, { uploadId, title, tags, isPersonal })
      await kept.ended
    }
    const { upload } = await deps.documents.previewOf(viewer, uploadId)
    await deps.documents.discardOf(viewer, uploadId)
    return upload.problem?.message ?? null
  }

  async function isLoaded(viewer: Insider): Promise<boolean> {
    const [row] = await deps.inTenant(viewer, (tx) =>
      tx
        .select({ at: tenantSettings.demoDocumentsAt })
        .from(tenantSettings)
        .where(eq(tenantSettings.tenantId, viewer.tenant)),
    )
    return row?.at != null
  }

  function filesOf(tenant: TenantId): string[] {
    const folder = join(deps.folder, tenant)
    if (!existsSync(folder)) return []
    const names = readdirSync(folder).filter((name) => name.endsWith('.md'))
    return names.sort().map((name) => join(folder, name))
  }

  return load
}

/** As in our own files: `tags: [hr, leave]` and `contains_pii: true`. Title and text are the reader's to find. */
function readFrontMatter(text: string): { tags: string[]; isPersonal: boolean } {
  const [, head = ''] = /^---\n(.*?)\n---\n/s.exec(text) ?? []
  const [, tags = ''] = /^tags: \[(.*)\]$/m.exec(head) ?? []
  const named = tags.split(',').map((tag) => tag.trim())
  return {
    tags: DocumentTagList.parse(named.filter((tag) => tag !== '')),
    isPersonal: /^contains_pii: true$/m.test(head),
  }
}
