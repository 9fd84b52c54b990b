import type { RateAnswerInput } from '@coco/shared/conversation-inputs'
import type { ConversationId } from '@coco/shared/ids'
import { and, eq, isNull } from 'drizzle-orm'
import type { Insider, TenantTx } from '../../store/doors.ts'
import { conversations, feedback, messages } from '../../store/tables/conversation-tables.ts'

/** The conversation of the answer; undefined when the owner has no such answer, or its conversation was removed. */
export async function rateAnswer(
  tx: TenantTx,
  owner: Insider,
  { messageId, feedback: given, at }: RateAnswerInput & { at: Date },
): Promise<{ conversationId: ConversationId } | undefined> {
  const [answer] = await tx
    .select({ conversationId: messages.conversationId })
    .from(messages)
    .innerJoin(
      conversations,
      and(
        eq(conversations.tenantId, messages.tenantId),
        eq(conversations.ownerId, messages.ownerId),
        eq(conversations.id, messages.conversationId),
      ),
    )
    .where(
      and(
        eq(messages.tenantId, owner.tenant),
        eq(messages.ownerId, owner.subject),
        eq(messages.id, messageId),
        eq(messages.role, 'assistant'),
        isNull(conversations.removedAt),
      ),
    )
  if (answer === undefined) return undefined
  if (given === null) {
    await tx
      .delete(feedback)
      .where(
        and(
          eq(feedback.tenantId, owner.tenant),
          eq(feedback.ownerId, owner.subject),
          eq(feedback.messageId, messageId),
        ),
      )
  } else {
    const opinion = { ...given, updatedAt: at }
    await tx
      .insert(feedback)
      .values({ tenantId: owner.tenant, ownerId: owner.subject, messageId, ...opinion })
      .onConflictDoUpdate({ target: [feedback.tenantId, feedback.ownerId, feedback.messageId], set: opinion })
  }
  return { conversationId: answer.conversationId as ConversationId }
}
