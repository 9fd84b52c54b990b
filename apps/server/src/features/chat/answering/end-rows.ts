import { and, eq, sql } from 'drizzle-orm'
import type { TenantTx } from '../../../store/doors.ts'
import { conversations, generations, messages } from '../../../store/tables/conversation-tables.ts'
import type { AnswerOutcome } from '../generation/answer-outcome.ts'
import { goesOn } from '../grounded/ground.ts'
import type { BegunRun } from './begun-run.ts'
import { lockConversation } from './conversation-rows.ts'
import type { Written } from './keep-answer.ts'
import { makeTitle } from './make-title.ts'
import { storableJson } from './storable-text.ts'
import { takeBack } from './take-back.ts'
import { ownOf, touch } from './touch.ts'

/** The whole text so far, as the database can keep it. Of a later run alone: an earlier one must not come back. */
export async function storeText(tx: TenantTx, run: BegunRun, written: Written): Promise<void> {
  await tx.update(messages).set(textOf(run, written)).where(isWrittenBy(run))
}

/**
 * How it ended, with all of its text; storing the same end again changes nothing. What failed before its first word is taken
 * back: the conversation is as it was, and the question is the page's again.
 */
export async function storeEnd(tx: TenantTx, run: BegunRun, written: Written, outcome: AnswerOutcome, at: Date) {
  const { owner, told } = run
  await lockConversation(tx, owner, told.conversationId)
  const { status, answerLabel, snowflakeRequestId, finishReason, errorCode, firstTokenMs, latencyMs } = outcome
  const { promptTokens, completionTokens } = outcome
  const ended = { status, answerLabel, snowflakeRequestId, finishReason, errorCode, firstTokenMs, latencyMs }
  await tx
    .update(generations)
    .set({ ...ended, promptTokens, completionTokens, usage: storableJson(outcome.usage), endedAt: at })
    .where(isRun(run))
  const saysNothing = written.content === '' && written.reasoning === ''
  if (outcome.status === 'failed' && saysNothing) return takeBack(tx, run, at)
  const text = textOf(run, written)
  await tx
    .update(messages)
    .set({ ...text, isFinished: true })
    .where(isWrittenBy(run))
  await touch(tx, ownOf(owner), told.conversationId, at, titleOf(run, text.content))
}

/** For an end that cannot be stored as it is: what the last checkpoint stored, and that it is over. */
export async function storeOver(tx: TenantTx, run: BegunRun, at: Date): Promise<void> {
  await tx.update(messages).set({ isFinished: true }).where(isWrittenBy(run))
  await tx.update(generations).set({ status: 'failed', errorCode: 'internal', endedAt: at }).where(isRun(run))
}

/** The first exchange names the conversation, unless a person did. */
function titleOf({ placed }: BegunRun, answer: string) {
  const isFirst = placed.kind === 'send' && placed.parentId === null
  if (!isFirst) return {}
  const title = makeTitle(placed.content, answer)
  return { title: sql<string>`CASE WHEN ${conversations.hasChosenTitle} THEN ${conversations.title} ELSE ${title} END` }
}

function textOf({ placed }: BegunRun, { content, reasoning, sources }: Written) {
  const before = placed.kind === 'continue' ? placed : { contentBefore: '', reasoningBefore: '' }
  return {
    content: (before.contentBefore + content).toWellFormed(),
    reasoning: (before.reasoningBefore + reasoning).toWellFormed(),
    ...(goesOn(placed) ? {} : { sources }),
  }
}

/** The message, as long as this run is the one that writes it. */
function isWrittenBy({ owner, told }: BegunRun) {
  return and(
    eq(messages.tenantId, owner.tenant),
    eq(messages.ownerId, owner.subject),
    eq(messages.conversationId, told.conversationId),
    eq(messages.id, told.messageId),
    eq(messages.generationId, told.generationId),
  )
}

function isRun({ owner, told }: BegunRun) {
  const { tenantId, ownerId, id } = generations
  return and(eq(tenantId, owner.tenant), eq(ownerId, owner.subject), eq(id, told.generationId))
}
