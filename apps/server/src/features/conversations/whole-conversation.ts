import { NO_PARAMETERS } from '@coco/shared/answer-defaults'
import { ConversationView } from '@coco/shared/conversation-views'
import { ErrorCode } from '@coco/shared/error-codes'
import { FinishReason } from '@coco/shared/generation-events'
import type { ConversationId } from '@coco/shared/ids'
import { and, asc, eq, getTableColumns, isNull } from 'drizzle-orm'
import type { Insider, TenantTx } from '../../store/doors.ts'
import { conversations, feedback, generations, messages } from '../../store/tables/conversation-tables.ts'
import { isOwn } from './summary-rows.ts'

/** A conversation with its whole tree; undefined when it is not there, or was removed. */
export async function readConversation(
  tx: TenantTx,
  owner: Insider,
  id: ConversationId,
): Promise<ConversationView | undefined> {
  const [conversation] = await tx
    .select()
    .from(conversations)
    .where(and(isOwn(owner), eq(conversations.id, id), isNull(conversations.removedAt)))
  if (conversation === undefined) return undefined
  // One statement, so that a message and the run that wrote it are of one moment.
  const { search: _, ...columns } = getTableColumns(messages)
  const rows = await tx
    .select({ message: columns, generation: generations, opinion: feedback })
    .from(messages)
    .leftJoin(generations, isRunOf)
    .leftJoin(feedback, isOpinionOf)
    .where(
      and(eq(messages.tenantId, owner.tenant), eq(messages.ownerId, owner.subject), eq(messages.conversationId, id)),
    )
    .orderBy(asc(messages.position))
  return ConversationView.parse({
    id: conversation.id,
    title: conversation.title,
    createdAt: conversation.createdAt.toISOString(),
    updatedAt: conversation.updatedAt.toISOString(),
    messages: rows.map(({ message, generation, opinion }) => toMessage(message, generation, opinion)),
    leafId: conversation.leafId,
    parameters: conversation.parameters ?? NO_PARAMETERS,
  })
}

const isRunOf = and(
  eq(generations.tenantId, messages.tenantId),
  eq(generations.ownerId, messages.ownerId),
  eq(generations.id, messages.generationId),
)

const isOpinionOf = and(
  eq(feedback.tenantId, messages.tenantId),
  eq(feedback.ownerId, messages.ownerId),
  eq(feedback.messageId, messages.id),
)

type MessageRow = Omit<typeof messages.$inferSelect, 'search'>
type GenerationRow = typeof generations.$inferSelect
type FeedbackRow = typeof feedback.$inferSelect

/** Of an answer that is being written only what was there before: the rest comes from the beginning of its run. */
function toMessage(row: MessageRow, generation: GenerationRow | null, opinion: FeedbackRow | null) {
  const isRunning = generation?.status === 'running'
  return {
    id: row.id,
    parentId: row.parentId,
    role: row.role,
    content: isRunning ? row.content.slice(0, generation.contentBefore) : row.content,
    reasoning: isRunning ? row.reasoning.slice(0, generation.reasoningBefore) : row.reasoning,
    createdAt: row.createdAt.toISOString(),
    generation: generation && toGeneration(generation),
    feedback: opinion && { rating: opinion.rating, note: opinion.note },
    sources: row.sources?.map((source) => ({ ...source, passage: null })) ?? null,
  }
}

function toGeneration(row: GenerationRow) {
  const { id, status, model, firstTokenMs, latencyMs, promptTokens, completionTokens } = row
  const { requestId, answerLabel, snowflakeRequestId, parameters } = row
  return {
    id,
    status,
    model,
    firstTokenMs,
    latencyMs,
    promptTokens,
    completionTokens,
    requestId,
    answerLabel,
    snowflakeRequestId,
    parameters,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    // A version that knows more may have written words that this one does not know.
    finishReason: row.finishReason === null ? null : FinishReason.catch('unknown').parse(row.finishReason),
    errorCode: row.errorCode === null ? null : ErrorCode.catch('internal').parse(row.errorCode),
  }
}
