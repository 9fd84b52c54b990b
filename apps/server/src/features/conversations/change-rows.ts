import type { ConversationId, GenerationId, MessageId } from '@coco/shared/ids'
import { newestLeafUnder } from '@coco/shared/message-tree'
import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Insider, TenantTx } from '../../store/doors.ts'
import { conversations, generations, messages } from '../../store/tables/conversation-tables.ts'
import { isOwn } from './summary-rows.ts'

/** A title that a person chose is not made anew. */
export function renameConversation(tx: TenantTx, owner: Insider, id: ConversationId, title: string, at: Date) {
  return tx
    .update(conversations)
    .set({ title, hasChosenTitle: true, updatedAt: after(at) })
    .where(isThere(owner, id))
}

/** On top or not. Its moment stays: a pin is no change that moves it in the list, or lets it live longer. */
export function pinConversation(tx: TenantTx, owner: Insider, id: ConversationId, pinnedAt: Date | null) {
  return tx.update(conversations).set({ pinnedAt }).where(isThere(owner, id))
}

/** Which runs were writing in it; undefined when it was not there. Its place in the list is kept for the case of a restore. */
export async function removeConversation(
  tx: TenantTx,
  owner: Insider,
  id: ConversationId,
  at: Date,
): Promise<{ running: GenerationId[] } | undefined> {
  const { rowCount } = await tx.update(conversations).set({ removedAt: at }).where(isThere(owner, id))
  if (rowCount !== 1) return undefined
  const { tenantId, ownerId, conversationId, status } = generations
  const ofConversation = and(eq(tenantId, owner.tenant), eq(ownerId, owner.subject), eq(conversationId, id))
  const rows = await tx
    .select({ id: generations.id })
    .from(generations)
    .where(and(ofConversation, eq(status, 'running')))
  return { running: rows.map((row) => row.id as GenerationId) }
}

/** One that was not removed stays as it is. */
export function restoreConversation(tx: TenantTx, owner: Insider, id: ConversationId, keepsPin: boolean) {
  return tx
    .update(conversations)
    .set({ removedAt: null, ...(keepsPin ? {} : { pinnedAt: null }) })
    .where(and(isOwn(owner), eq(conversations.id, id), isNotNull(conversations.removedAt)))
}

/** The new end of the chosen path; undefined when there is no such message. */
export async function chooseLeaf(
  tx: TenantTx,
  owner: Insider,
  { conversationId, messageId, at }: { conversationId: ConversationId; messageId: MessageId; at: Date },
): Promise<MessageId | undefined> {
  const { id, parentId } = messages
  const tree = await tx
    .select({ id, parentId })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, owner.tenant),
        eq(messages.ownerId, owner.subject),
        eq(messages.conversationId, conversationId),
      ),
    )
    .orderBy(asc(messages.position))
  const chosen = tree.find((message) => message.id === messageId)
  if (chosen === undefined) return undefined
  const leafId = newestLeafUnder(tree, chosen).id as MessageId
  const { rowCount } = await tx
    .update(conversations)
    .set({ leafId, updatedAt: after(at) })
    .where(isThere(owner, conversationId))
  return rowCount === 1 ? leafId : undefined
}

/** A conversation's moment grows with every change, whatever the clock does. */
function after(at: Date) {
  return sql`greatest(${at.toISOString()}::timestamptz, ${conversations.updatedAt} + interval '1 millisecond')`
}

function isThere(owner: Insider, id: ConversationId) {
  return and(isOwn(owner), eq(conversations.id, id), isNull(conversations.removedAt))
}
