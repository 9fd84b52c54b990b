import { PINNED_MAX } from '@coco/shared/conversation-inputs'
import { ConversationSummary } from '@coco/shared/conversation-views'
import type { ConversationId } from '@coco/shared/ids'
import { and, count, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Insider, TenantTx } from '../../store/doors.ts'
import { conversations, generations } from '../../store/tables/conversation-tables.ts'
import type { Cursor } from '../../platform/list-cursor.ts'
import { exactMoment, isAfter } from '../../platform/list-page.ts'

const SUMMARY = {
  id: conversations.id,
  title: conversations.title,
  createdAt: conversations.createdAt,
  updatedAt: conversations.updatedAt,
  pinnedAt: conversations.pinnedAt,
  exactAt: exactMoment(conversations.updatedAt),
  cursorId: conversations.id,
}

/** The owner's conversations, the last changed first; of removed ones none. */
export async function listSummaries(tx: TenantTx, owner: Insider, cursor: Cursor | null, maxRows: number) {
  const { updatedAt, id } = conversations
  const rows = await tx
    .select(SUMMARY)
    .from(conversations)
    .where(and(isOwn(owner), isNull(conversations.removedAt), isAfter(cursor, updatedAt, id)))
    .orderBy(desc(updatedAt), desc(id))
    .limit(maxRows)
  const answering = await whichAnswer(tx, owner, rows)
  return rows.map((row) => ({ ...row, summary: toSummary(row, answering) }))
}

/** What the owner keeps on top, the last pinned first. */
export async function listPinned(tx: TenantTx, owner: Insider): Promise<ConversationSummary[]> {
  const { pinnedAt, id } = conversations
  const rows = await tx
    .select(SUMMARY)
    .from(conversations)
    .where(isPinned(owner))
    .orderBy(desc(pinnedAt), desc(id))
    .limit(PINNED_MAX)
  const answering = await whichAnswer(tx, owner, rows)
  return rows.map((row) => toSummary(row, answering))
}

export async function countPinned(tx: TenantTx, owner: Insider): Promise<number> {
  const [row] = await tx.select({ n: count() }).from(conversations).where(isPinned(owner))
  return row?.n ?? 0
}

/** Undefined when it is not there, or was removed. */
export async function findSummary(tx: TenantTx, owner: Insider, id: ConversationId) {
  const [row] = await tx
    .select(SUMMARY)
    .from(conversations)
    .where(and(isOwn(owner), eq(conversations.id, id), isNull(conversations.removedAt)))
  return row && toSummary(row, await whichAnswer(tx, owner, [row]))
}

export function isOwn({ tenant, subject }: Insider) {
  return and(eq(conversations.tenantId, tenant), eq(conversations.ownerId, subject))
}

function isPinned(owner: Insider) {
  return and(isOwn(owner), isNull(conversations.removedAt), isNotNull(conversations.pinnedAt))
}

/** In which of them an answer is being written. */
async function whichAnswer(tx: TenantTx, { tenant, subject }: Insider, rows: readonly { id: string }[]) {
  if (rows.length === 0) return new Set()
  const { tenantId, ownerId, conversationId, status } = generations
  const ids = rows.map(({ id }) => id)
  const running = await tx
    .selectDistinct({ conversationId })
    .from(generations)
    .where(and(eq(tenantId, tenant), eq(ownerId, subject), inArray(conversationId, ids), eq(status, 'running')))
  return new Set(running.map((row) => row.conversationId))
}

function toSummary(
  row: { id: string; title: string; createdAt: Date; updatedAt: Date; pinnedAt: Date | null },
  answering: ReadonlySet<unknown>,
): ConversationSummary {
  return ConversationSummary.parse({
    id: row.id,
    title: row.title,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    isAnswering: answering.has(row.id),
    isPinned: row.pinnedAt !== null,
  })
}
