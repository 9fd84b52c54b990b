import { and, eq, inArray, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { TenantTx } from '../../../store/doors.ts'
import { conversations, generations, messages } from '../../../store/tables/conversation-tables.ts'
import type { BegunRun } from './begun-run.ts'
import { ownOf, touch } from './touch.ts'

/**
 * Undoes what a run stored at its beginning. Its own row stays, so that the same idempotency key is still the same call; what
 * else was asked under the question in the meantime stays too.
 */
export async function takeBack(tx: TenantTx, { owner, placed, told }: BegunRun, at: Date): Promise<void> {
  const own = ownOf(owner)
  const { conversationId, messageId, questionId, generationId } = told
  const isOwn = (table: typeof conversations | typeof messages | typeof generations) =>
    and(eq(table.tenantId, own.tenantId), eq(table.ownerId, own.ownerId))
  const inConversation = and(isOwn(messages), eq(messages.conversationId, conversationId))

  await tx
    .update(generations)
    .set({ conversationId: null, messageId: null })
    .where(and(isOwn(generations), eq(generations.id, generationId)))
  if (placed.kind === 'continue') {
    await tx
      .update(messages)
      .set({ isFinished: true, generationId: placed.previousGenerationId })
      .where(and(inConversation, eq(messages.id, messageId), eq(messages.generationId, generationId)))
    return touch(tx, own, conversationId, at)
  }

  await tx.delete(messages).where(and(inConversation, eq(messages.id, messageId)))
  if (placed.kind === 'send') {
    const answers = alias(messages, 'answers')
    const isAnswer = and(
      eq(answers.tenantId, messages.tenantId),
      eq(answers.ownerId, messages.ownerId),
      eq(answers.conversationId, messages.conversationId),
      eq(answers.parentId, messages.id),
    )
    const isAlone = notExists(tx.select({ id: answers.id }).from(answers).where(isAnswer))
    await tx.delete(messages).where(and(inConversation, eq(messages.id, questionId), isAlone))
  }
  const left = await tx.select({ id: messages.id }).from(messages).where(inConversation).limit(1)
  if (left.length === 0 && placed.kind === 'send' && placed.isNewConversation) {
    await tx.delete(conversations).where(and(isOwn(conversations), eq(conversations.id, conversationId)))
    return
  }
  const isStill = placed.previousLeafId === null ? [] : [placed.previousLeafId]
  const there = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(inConversation, inArray(messages.id, isStill)))
  const leafId = sql`CASE WHEN ${conversations.leafId} = ${messageId} THEN ${there[0]?.id ?? null}::uuid ELSE ${conversations.leafId} END`
  await touch(tx, own, conversationId, at, { leafId })
}
