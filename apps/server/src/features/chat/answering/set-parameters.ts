import type { ConversationParameters } from '@coco/shared/answer-parameters'
import type { ConversationId } from '@coco/shared/ids'
import type { TenantTx } from '../../../store/doors.ts'
import type { Owner } from '../generation/generations.ts'
import { lockConversation } from './conversation-rows.ts'
import { notThere } from './place-ask.ts'
import { ownOf, touch } from './touch.ts'

/** What is set for all further answers of a conversation. @throws AppError not_found */
export async function storeParameters(
  tx: TenantTx,
  owner: Owner,
  conversationId: ConversationId,
  { parameters, at }: { parameters: ConversationParameters; at: Date },
): Promise<void> {
  if ((await lockConversation(tx, owner, conversationId)) === undefined) throw notThere()
  await touch(tx, ownOf(owner), conversationId, at, { parameters })
}
