import type { AnswerRules, ConversationParameters } from '@coco/shared/answer-parameters'
import type { SetParametersInput } from '@coco/shared/conversation-inputs'
import type { TenantTx } from '../../../store/doors.ts'
import { requireWithin } from '../asked-with.ts'
import type { Owner } from '../generation/generations.ts'
import { findConversation } from './conversation-rows.ts'
import { notThere } from './place-ask.ts'
import { ownOf, touch } from './touch.ts'

/**
 * What is set for all further answers of a conversation. What stays as it was is not refused for bounds that have become
 * narrower since.
 *
 * @throws AppError not_found; invalid_input beyond the tenant's bounds
 */
export async function storeParameters(
  tx: TenantTx,
  owner: Owner,
  { conversationId, parameters }: SetParametersInput,
  { rules, at }: { rules: AnswerRules; at: Date },
): Promise<void> {
  const before = await findConversation(tx, owner, conversationId)
  if (before === undefined) throw notThere()
  requireWithin(rules, changedIn(before.parameters, parameters))
  await touch(tx, ownOf(owner), conversationId, at, { parameters })
}

function changedIn(before: ConversationParameters, after: ConversationParameters): Partial<ConversationParameters> {
  return {
    ...(after.temperature !== before.temperature && { temperature: after.temperature }),
    ...(after.maxTokens !== before.maxTokens && { maxTokens: after.maxTokens }),
    ...(after.instructions !== before.instructions && { instructions: after.instructions }),
  }
}
