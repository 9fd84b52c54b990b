import { ConversationSummary } from '@coco/shared/conversation-views'
import type { ConversationId } from '@coco/shared/ids'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Insider, TenantTx } from '../../store/doors.ts'
import { conversations, generations } from '../../store/tables/conversation-tables.ts'
import type { Cursor } from './cursor.ts'
import { exactMoment, isAfter } from './page.ts'

const SUMMARY = {
  id: conversations.id,
  title: conversations.title,
  createdAt: conversations.createdAt,
  updatedAt: conversations.updatedAt,
  isAnswering: sql<boolean>`EXISTS (
    SELECT FROM ${generations}
    WHERE ${generations.tenantId} = ${conversations.tenantId} AND ${generations.ownerId} = ${conversations.ownerId}
      AND ${generations.conversationId} = ${conversations.id} AND ${generations.status} = 'running')`,
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
  return rows.map((row) => ({ ...row, summary: toSummary(row) }))
}

/** Undefined when it is not there, or was removed. */
export async function findSummary(tx: TenantTx, owner: Insider, id: ConversationId) {
  const [row] = await tx
    .select(SUMMARY)
    .from(conversations)
    .where(and(isOwn(owner), eq(conversations.id, id), isNull(conversations.removedAt)))
  return row && toSummary(row)
}

export function isOwn({ tenant, subject }: Insider) {
  return and(eq(conversations.tenantId, tenant), eq(conversations.ownerId, subject))
}

function toSummary(row: { id: string; title: string; createdAt: Date; updatedAt: Date; isAnswering: boolean }) {
  return ConversationSummary.parse({
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  })
}
