import { NO_PARAMETERS } from '@coco/shared/answer-defaults'
import type { ConversationId, GenerationId, MessageId } from '@coco/shared/ids'
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { TenantTx } from '../../../store/doors.ts'
import { conversations, messages } from '../../../store/tables/conversation-tables.ts'
import type { Owner } from '../generation/generations.ts'

/** A message without its text: enough to find a path. */
export interface Branch {
  id: MessageId
  parentId: MessageId | null
  role: 'user' | 'assistant'
  isFinished: boolean
}

/** A conversation that was not removed. */
export async function findConversation(tx: TenantTx, owner: Owner, id: ConversationId) {
  const { leafId, parameters } = conversations
  const [row] = await tx.select({ leafId, parameters }).from(conversations).where(isThere(owner, id))
  return row && { leafId: row.leafId as MessageId | null, parameters: { ...NO_PARAMETERS, ...row.parameters } }
}

/** The same, and nobody else changes it until this transaction has ended. */
export async function lockConversation(tx: TenantTx, owner: Owner, id: ConversationId) {
  const rows = tx.select({ leafId: conversations.leafId }).from(conversations).where(isThere(owner, id))
  const [row] = await rows.for('update')
  return row && { leafId: row.leafId as MessageId | null }
}

function isThere({ tenant, subject }: Owner, id: ConversationId) {
  const { tenantId, ownerId, removedAt } = conversations
  return and(eq(tenantId, tenant), eq(ownerId, subject), eq(conversations.id, id), isNull(removedAt))
}

export async function findMessage(tx: TenantTx, { tenant, subject }: Owner, id: MessageId) {
  const { conversationId, role, isFinished, content, reasoning, sources, generationId } = messages
  const [row] = await tx
    .select({
      conversationId,
      role,
      isFinished,
      content,
      reasoning,
      sources,
      generationId,
      id: messages.id,
      parentId: messages.parentId,
    })
    .from(messages)
    .where(and(eq(messages.tenantId, tenant), eq(messages.ownerId, subject), eq(messages.id, id)))
  return (
    row && {
      ...toBranch(row),
      content: row.content,
      reasoning: row.reasoning,
      sources: row.sources,
      conversationId: row.conversationId as ConversationId,
      generationId: row.generationId as GenerationId | null,
    }
  )
}

/** The whole tree, in the order in which it was written, and how much text is in it: no text is read for that. */
export async function readTree(tx: TenantTx, owner: Owner, conversationId: ConversationId) {
  const { id, parentId, role, isFinished, content, reasoning } = messages
  const bytes = sql<number>`octet_length(${content}) + octet_length(${reasoning})`
  const rows = await tx
    .select({ id, parentId, role, isFinished, bytes })
    .from(messages)
    .where(isIn(owner, conversationId))
    .orderBy(asc(messages.position))
  return { tree: rows.map(toBranch), bytes: rows.reduce((sum, row) => sum + row.bytes, 0) }
}

export async function contentsOf(
  tx: TenantTx,
  owner: Owner,
  conversationId: ConversationId,
  ids: readonly MessageId[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { id, content } = messages
  const rows = await tx
    .select({ id, content })
    .from(messages)
    .where(and(isIn(owner, conversationId), inArray(id, [...ids])))
  return new Map(rows.map((row) => [row.id, row.content]))
}

function isIn({ tenant, subject }: Owner, conversationId: ConversationId) {
  return and(eq(messages.tenantId, tenant), eq(messages.ownerId, subject), eq(messages.conversationId, conversationId))
}

function toBranch(row: { id: string; parentId: string | null; role: Branch['role']; isFinished: boolean }): Branch {
  return { ...row, id: row.id as MessageId, parentId: row.parentId as MessageId | null }
}
