import type { PromptId } from '@coco/shared/prompts'
import { and, count, eq, isNull, sql } from 'drizzle-orm'
import type { Insider, TenantTx } from '../../store/doors.ts'
import { prompts, sharedPrompts } from '../../store/tables/prompt-tables.ts'

/** A prompt wherever it is kept. */
export interface StoredPrompt {
  id: PromptId
  isShared: boolean
  authorId: string
  title: string
  content: string
  createdAt: Date
  updatedAt: Date
}

const OPENING_CHARS = 200

const TIMES = { createdAt: prompts.createdAt, updatedAt: prompts.updatedAt }
const SHARED_TIMES = { createdAt: sharedPrompts.createdAt, updatedAt: sharedPrompts.updatedAt }

/** The caller's own and the tenant's, with no more of each text than shows in a list. */
export async function listPrompts(tx: TenantTx, by: Insider): Promise<StoredPrompt[]> {
  const own = await tx
    .select({
      id: prompts.id,
      authorId: prompts.ownerId,
      title: prompts.title,
      content: sql<string>`left(${prompts.content}, ${OPENING_CHARS})`,
      ...TIMES,
    })
    .from(prompts)
    .where(and(isOwn(by), isNull(prompts.removedAt)))
  const shared = await tx
    .select({
      id: sharedPrompts.id,
      authorId: sharedPrompts.authorId,
      title: sharedPrompts.title,
      content: sql<string>`left(${sharedPrompts.content}, ${OPENING_CHARS})`,
      ...SHARED_TIMES,
    })
    .from(sharedPrompts)
    .where(and(isOfTenant(by), isNull(sharedPrompts.removedAt)))
  return [...own.map((row) => toStored(row, false)), ...shared.map((row) => toStored(row, true))]
}

/** Locked until the end of the transaction. Removed ones too, when asked for. */
export async function findPrompt(
  tx: TenantTx,
  by: Insider,
  id: PromptId,
  { isRemoved }: { isRemoved: 'yes' | 'no' | 'either' } = { isRemoved: 'no' },
): Promise<StoredPrompt | undefined> {
  const [own] = await tx
    .select({ ...ALL_OF_OWN })
    .from(prompts)
    .where(and(isOwn(by), eq(prompts.id, id), removal(prompts, isRemoved)))
    .for('update')
  if (own) return toStored(own, false)
  const [shared] = await tx
    .select({ ...ALL_OF_SHARED })
    .from(sharedPrompts)
    .where(and(isOfTenant(by), eq(sharedPrompts.id, id), removal(sharedPrompts, isRemoved)))
    .for('update')
  return shared && toStored(shared, true)
}

export async function countPrompts(tx: TenantTx, by: Insider, isShared: boolean): Promise<number> {
  const [row] = isShared
    ? await tx
        .select({ n: count() })
        .from(sharedPrompts)
        .where(and(isOfTenant(by), isNull(sharedPrompts.removedAt)))
    : await tx
        .select({ n: count() })
        .from(prompts)
        .where(and(isOwn(by), isNull(prompts.removedAt)))
  return row?.n ?? 0
}

export async function insertPrompt(tx: TenantTx, { tenant }: Insider, prompt: StoredPrompt): Promise<void> {
  const { id, title, content, createdAt, updatedAt, authorId } = prompt
  const row = { tenantId: tenant, id, title, content, createdAt, updatedAt }
  if (prompt.isShared) await tx.insert(sharedPrompts).values({ ...row, authorId })
  else await tx.insert(prompts).values({ ...row, ownerId: authorId })
}

export async function changePrompt(
  tx: TenantTx,
  by: Insider,
  { id, isShared }: StoredPrompt,
  set: { title?: string; content?: string; updatedAt?: Date; removedAt?: Date | null },
): Promise<void> {
  if (isShared)
    await tx
      .update(sharedPrompts)
      .set(set)
      .where(and(isOfTenant(by), eq(sharedPrompts.id, id)))
  else
    await tx
      .update(prompts)
      .set(set)
      .where(and(isOwn(by), eq(prompts.id, id)))
}

/** From one table; it is about to be written into the other. */
export async function takeOut(tx: TenantTx, by: Insider, { id, isShared }: StoredPrompt): Promise<void> {
  if (isShared) await tx.delete(sharedPrompts).where(and(isOfTenant(by), eq(sharedPrompts.id, id)))
  else await tx.delete(prompts).where(and(isOwn(by), eq(prompts.id, id)))
}

const ALL_OF_OWN = {
  id: prompts.id,
  authorId: prompts.ownerId,
  title: prompts.title,
  content: prompts.content,
  ...TIMES,
}
const ALL_OF_SHARED = {
  id: sharedPrompts.id,
  authorId: sharedPrompts.authorId,
  title: sharedPrompts.title,
  content: sharedPrompts.content,
  ...SHARED_TIMES,
}

function removal({ removedAt }: typeof prompts | typeof sharedPrompts, isRemoved: 'yes' | 'no' | 'either') {
  if (isRemoved === 'either') return undefined
  return isRemoved === 'yes' ? sql`${removedAt} IS NOT NULL` : isNull(removedAt)
}

function toStored(row: Omit<StoredPrompt, 'id' | 'isShared'> & { id: string }, isShared: boolean): StoredPrompt {
  return { ...row, id: row.id as PromptId, isShared }
}

function isOwn({ tenant, subject }: Insider) {
  return and(eq(prompts.tenantId, tenant), eq(prompts.ownerId, subject))
}

function isOfTenant({ tenant }: Insider) {
  return eq(sharedPrompts.tenantId, tenant)
}
