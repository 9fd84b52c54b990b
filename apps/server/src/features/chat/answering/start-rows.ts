import type { UsedParameters } from '@coco/shared/answer-parameters'
import { StartedAnswer } from '@coco/shared/conversation-views'
import { type GenerationId, MessageId } from '@coco/shared/ids'
import { and, eq } from 'drizzle-orm'
import type { TenantTx } from '../../../store/doors.ts'
import { conversations, generations, messages } from '../../../store/tables/conversation-tables.ts'
import { lockConversation } from './conversation-rows.ts'
import type { Owner } from '../generation/generations.ts'
import { makeTitle } from './make-title.ts'
import { notThere, stillWritten } from './place-ask.ts'
import type { PlacedAsk } from './placed-ask.ts'
import { ownOf, touch } from './touch.ts'

/** What is stored of an answer when it begins. */
export interface AnswerStart {
  placed: PlacedAsk
  generationId: GenerationId
  idempotencyKey: string
  inputHash: string
  model: string
  used: UsedParameters
  requestId: string
  at: Date
}

/** What a key was used for before; null for a new one. */
export async function findRepeated(tx: TenantTx, { tenant, subject }: Owner, idempotencyKey: string) {
  const { tenantId, ownerId, inputHash, told } = generations
  const [row] = await tx
    .select({ inputHash, told })
    .from(generations)
    .where(and(eq(tenantId, tenant), eq(ownerId, subject), eq(generations.idempotencyKey, idempotencyKey)))
  return row === undefined ? null : { inputHash: row.inputHash, told: StartedAnswer.parse(row.told) }
}

/**
 * Stores the question, the empty answer and the run that will write it.
 * @throws AppError not_found, invalid_input: the conversation changed since the ask was placed
 */
export async function storeStart(tx: TenantTx, owner: Owner, start: AnswerStart, newId: () => string) {
  const { placed, generationId, at, model } = start
  const own = ownOf(owner)
  const { conversationId } = placed
  if (placed.kind === 'send' && placed.isNewConversation) {
    const title = makeTitle(placed.content, '')
    const { parameters } = placed
    const moments = { createdAt: at, updatedAt: at }
    await tx.insert(conversations).values({ ...own, id: conversationId, title, parameters, ...moments })
  } else {
    const conversation = await lockConversation(tx, owner, conversationId)
    if (conversation === undefined) throw notThere()
    // Another tab was faster: this question would not follow what its writer has seen.
    const wentOn = placed.kind === 'send' && placed.isAtLeaf && conversation.leafId !== placed.previousLeafId
    if (wentOn) throw stillWritten()
  }

  const shared = { ...own, conversationId, createdAt: at }
  const questionId = placed.kind === 'send' ? MessageId.parse(newId()) : placed.questionId
  if (placed.kind === 'send') {
    const { parentId, content } = placed
    await tx.insert(messages).values({ ...shared, id: questionId, parentId, role: 'user', content })
  }
  const messageId = placed.kind === 'continue' ? placed.messageId : MessageId.parse(newId())
  if (placed.kind === 'continue') await goOn(tx, own, { conversationId, messageId, generationId, model })
  else {
    const answer = { id: messageId, parentId: questionId, role: 'assistant' as const, content: '', isFinished: false }
    await tx.insert(messages).values({ ...shared, ...answer, model, generationId })
  }

  const told: StartedAnswer = { conversationId, questionId, messageId, generationId }
  const { idempotencyKey, inputHash, requestId } = start
  const before = placed.kind === 'continue' ? placed : { contentBefore: '', reasoningBefore: '' }
  await tx.insert(generations).values({
    ...own,
    id: generationId,
    conversationId,
    messageId,
    idempotencyKey,
    inputHash,
    told,
    contentBefore: before.contentBefore.length,
    reasoningBefore: before.reasoningBefore.length,
    status: 'running',
    model,
    requestId,
    parameters: start.used,
    startedAt: at,
  })
  const leafId = placed.kind === 'continue' ? placed.previousLeafId : messageId
  await touch(tx, own, conversationId, at, { leafId })
  return told
}

async function goOn(
  tx: TenantTx,
  { tenantId, ownerId }: ReturnType<typeof ownOf>,
  {
    conversationId,
    messageId,
    generationId,
    model,
  }: Record<'conversationId' | 'messageId' | 'generationId' | 'model', string>,
): Promise<void> {
  const { rowCount } = await tx
    .update(messages)
    .set({ isFinished: false, generationId, model })
    .where(
      and(
        eq(messages.tenantId, tenantId),
        eq(messages.ownerId, ownerId),
        eq(messages.conversationId, conversationId),
        eq(messages.id, messageId),
        eq(messages.isFinished, true),
      ),
    )
  if (rowCount !== 1) throw stillWritten()
}
