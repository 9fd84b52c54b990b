import { OWN_PROMPTS_MAX, SHARED_PROMPTS_MAX } from '@coco/shared/prompt-limits'
import {
  type CreatePromptInput,
  type KeptPrompt,
  PromptId,
  type PromptInput,
  type PromptSummary,
  type PromptView,
  type UpdatePromptInput,
} from '@coco/shared/prompts'
import { AppError } from '../../platform/app-error.ts'
import type { AuditEntry, RecordAudit } from '../../store/audit-entry.ts'
import type { Doors, TenantTx } from '../../store/doors.ts'
import { lockUntilCommit } from '../../store/lock-until-commit.ts'
import { auditOrigin } from '../../trpc/audit-origin.ts'
import type { CallSource } from '../../trpc/call-source.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import {
  changePrompt,
  countPrompts,
  findPrompt,
  insertPrompt,
  listPrompts,
  type StoredPrompt,
  takeOut,
} from './prompt-store.ts'
import { mayChange, mayShare, toSummary, toView } from './prompt-view.ts'

interface Caller {
  viewer: Viewer
  source: CallSource
}

/**
 * Texts to begin a question with: one's own, and those that the tenant shares, which whoever may share sees to together.
 * Somebody else's own, one of another tenant and one that never was get the same answer: not_found. What is done to shared
 * ones is recorded, with ids alone.
 */
export interface Prompts {
  /** By title, as people sort. */
  list(viewer: Viewer): Promise<PromptSummary[]>
  get(viewer: Viewer, input: PromptInput): Promise<PromptView>
  /** @throws AppError forbidden when it is to be shared by somebody who may not, or to be an API key's own */
  create(caller: Caller, input: CreatePromptInput): Promise<KeptPrompt>
  /** Only its author takes a shared one back. @throws AppError not_found, forbidden */
  update(caller: Caller, input: UpdatePromptInput): Promise<KeptPrompt>
  /** Out of sight, until it is restored or housekeeping comes. @throws AppError not_found, forbidden */
  remove(caller: Caller, input: PromptInput): Promise<void>
  /** One that was not removed stays as it is; `full` when others have taken its place. @throws AppError not_found, forbidden */
  restore(caller: Caller, input: PromptInput): Promise<KeptPrompt>
}

export function createPrompts(deps: {
  inTenant: Doors['inTenant']
  recordAudit: Pick<RecordAudit, 'inTenant'>
  newId: () => string
  now: () => number
}): Prompts {
  const { inTenant } = deps
  const at = () => new Date(deps.now())

  async function list(viewer: Viewer) {
    const found = await inTenant(viewer, (tx) => listPrompts(tx, viewer))
    return found.map((prompt) => toSummary(prompt, viewer)).sort(byTitle)
  }

  async function get(viewer: Viewer, { promptId }: PromptInput) {
    return toView(requireThere(await inTenant(viewer, (tx) => findPrompt(tx, viewer, promptId))), viewer)
  }

  async function create(caller: Caller, { title, text, isShared }: CreatePromptInput): Promise<KeptPrompt> {
    const { viewer } = caller
    if (isShared) requireMayShare(viewer)
    else requirePerson(viewer)
    const [id, moment] = [PromptId.parse(deps.newId()), at()]
    const prompt = {
      id,
      isShared,
      authorId: viewer.subject,
      title,
      content: text,
      createdAt: moment,
      updatedAt: moment,
    }
    return inTenant(viewer, async (tx) => {
      const full = await findFull(tx, viewer, isShared)
      if (full) return full
      await insertPrompt(tx, viewer, prompt)
      if (isShared) await record(tx, caller, 'prompt_shared', id)
      return { outcome: 'kept', prompt: toView(prompt, viewer) }
    })
  }

  async function update(caller: Caller, { promptId, title, text, isShared }: UpdatePromptInput): Promise<KeptPrompt> {
    const { viewer } = caller
    return inTenant(viewer, async (tx) => {
      const before = requireThere(await findPrompt(tx, viewer, promptId))
      if (before.isShared || isShared) requireMayShare(viewer)
      const moves = before.isShared !== isShared
      const after = { ...before, isShared, title, content: text, updatedAt: at() }
      if (!moves) {
        await changePrompt(tx, viewer, before, { title, content: text, updatedAt: after.updatedAt })
        if (isShared) await record(tx, caller, 'shared_prompt_changed', promptId)
        return { outcome: 'kept', prompt: toView(after, viewer) }
      }
      if (!isShared) requireAuthor(viewer, before)
      const full = await findFull(tx, viewer, isShared)
      if (full) return full
      await takeOut(tx, viewer, before)
      await insertPrompt(tx, viewer, after)
      await record(tx, caller, isShared ? 'prompt_shared' : 'prompt_unshared', promptId)
      return { outcome: 'kept', prompt: toView(after, viewer) }
    })
  }

  async function remove(caller: Caller, { promptId }: PromptInput): Promise<void> {
    const { viewer } = caller
    await inTenant(viewer, async (tx) => {
      const found = requireThere(await findPrompt(tx, viewer, promptId))
      if (!mayChange(found, viewer)) throw mayNotShare()
      await changePrompt(tx, viewer, found, { removedAt: at() })
      if (found.isShared) await record(tx, caller, 'shared_prompt_removed', promptId)
    })
  }

  async function restore(caller: Caller, { promptId }: PromptInput): Promise<KeptPrompt> {
    const { viewer } = caller
    return inTenant(viewer, async (tx) => {
      const removed = await findPrompt(tx, viewer, promptId, { isRemoved: 'yes' })
      if (removed === undefined) {
        const there = requireThere(await findPrompt(tx, viewer, promptId))
        return { outcome: 'kept', prompt: toView(there, viewer) }
      }
      if (!mayChange(removed, viewer)) throw mayNotShare()
      const full = await findFull(tx, viewer, removed.isShared)
      if (full) return full
      await changePrompt(tx, viewer, removed, { removedAt: null })
      if (removed.isShared) await record(tx, caller, 'shared_prompt_restored', promptId)
      return { outcome: 'kept', prompt: toView(removed, viewer) }
    })
  }

  function record(tx: TenantTx, caller: Caller, action: AuditEntry['action'], subject: PromptId): Promise<void> {
    const entry = { action, decision: 'allowed', ...auditOrigin(caller), subject } as const
    return deps.recordAudit.inTenant(tx, caller.viewer.tenant, entry)
  }

  return { list, get, create, update, remove, restore }
}

async function findFull(tx: TenantTx, viewer: Viewer, isShared: boolean): Promise<KeptPrompt | null> {
  await lockUntilCommit(tx, isShared ? `shared prompts of ${viewer.tenant}` : `prompts of ${viewer.subject}`)
  const limit = isShared ? SHARED_PROMPTS_MAX : OWN_PROMPTS_MAX
  return (await countPrompts(tx, viewer, isShared)) < limit ? null : { outcome: 'full', isShared, limit }
}

function byTitle(a: PromptSummary, b: PromptSummary): number {
  return a.title.localeCompare(b.title, 'en', { sensitivity: 'base', numeric: true }) || (a.id < b.id ? -1 : 1)
}

function requireMayShare(viewer: Viewer): void {
  if (!mayShare(viewer)) throw mayNotShare()
}

/** What one person wrote must not become another's own: it would outlive its author's account. */
function requireAuthor(viewer: Viewer, { authorId }: StoredPrompt): void {
  if (authorId !== viewer.subject) {
    throw new AppError('forbidden', 'Only who wrote a shared prompt can stop sharing it. Delete it instead.')
  }
  requirePerson(viewer)
}

/** Prompts do not age, and a program has no account with which its own would go. */
function requirePerson({ proof }: Viewer): void {
  if (proof.kind === 'api_key') {
    throw new AppError('forbidden', 'An API key keeps no prompts of its own. Share the prompt, or keep it as a person.')
  }
}

function mayNotShare(): AppError {
  return new AppError('forbidden', 'Shared prompts are kept by editors and admins. Keep one of your own instead.')
}

function requireThere<T>(found: T | undefined): T {
  if (found === undefined) throw new AppError('not_found', 'There is no such prompt.')
  return found
}
