import { DocumentTagList } from '@coco/shared/document-inputs'
import type { UploadProblem } from '@coco/shared/document-views'
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

/** Makes and grants what an account of an earlier version has not got. */
const SCRIPT = 'npm run coco -- sql -f sql/04_documents.sql'

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
    const refused: (UploadProblem & { tenant: TenantId })[] = []
    for (const tenant of deps.tenants()) {
      const files = filesOf(tenant)
      if (files.length === 0) continue
      try {
        const problem = await loadFor(deps.keeperOf(tenant), files)
        if (problem !== null) refused.push({ ...problem, tenant })
      } catch (error) {
        if (closing.aborted) return
        log.warn({ err: error, tenant }, "the demonstration's documents were not added; the next start tries again")
      }
    }
    if (refused.length > 0) tell(refused)
  }

  /** Once for all tenants: an account that an earlier version made has granted nothing of documents to any of them. */
  function tell(refused: readonly (UploadProblem & { tenant: TenantId })[]): void {
    const tenants = refused.map(({ tenant }) => tenant)
    const fixes = refused.flatMap(({ fix }) => fix ?? [])
    const problem = [...new Set(refused.map(({ message }) => message))].join(' ')
    const next = fixes.length === 0 ? '' : ` Run ${SCRIPT} and start again.`
    log.warn(
      { tenants, problem, ...(fixes.length === 0 ? {} : { fix: fixes.join('\n') }) },
      `the demonstration's documents were not added; the next start tries again.${next}`,
    )
  }

  /** @returns why it was given up; null when all are there */
  async function loadFor(viewer: Insider, files: readonly string[]): Promise<UploadProblem | null> {
    const { tenant } = viewer
    if (await isLoaded(viewer)) return null
    for (const path of files) {
      const problem = await untilAdded(viewer, path)
      if (problem !== null) return problem
    }
    const set = { demoDocumentsAt: new Date(deps.clock.now()) }
    await deps.inTenant(viewer, (tx) =>
      tx
        .insert(tenantSettings)
        .values({ tenantId: tenant, ...set })
        .onConflictDoUpdate({ target: tenantSettings.tenantId, set }),
    )
    log.info({ tenant, count: files.length }, "the demonstration's documents are there")
    return null
  }

  async function untilAdded(viewer: Insider, path: string): Promise<UploadProblem | null> {
    for (const pauseMs of PAUSES_MS) {
      const problem = await add(viewer, path)
      // What has to be granted first does not come of waiting.
      if (problem === null || problem.fix !== undefined) return problem
      await pause(pauseMs, deps.clock.after, closing)
    }
    return add(viewer, path)
  }

  /** @returns why not; null when it is there */
  async function add(viewer: Insider, path: string): Promise<UploadProblem | null> {
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
    return upload.problem
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
