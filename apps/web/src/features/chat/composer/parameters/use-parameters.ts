import { NO_PARAMETERS } from '@coco/shared/answer-defaults'
import type { ConversationParameters } from '@coco/shared/answer-parameters'
import type { ConversationId } from '@coco/shared/ids'
import { useEffect, useState } from 'react'
import { announceConversationChange } from '../../../../lib/conversation-channel.ts'
import { trpc } from '../../../../lib/trpc.ts'
import { useSavedConversation } from '../../use-saved-conversation.ts'
import { keepParameters, readKeptParameters } from './kept-parameters.ts'

interface Owner {
  personId: string
  tenantId: string
  /** Null: a chat in which nothing was sent yet. Its parameters go along with the first message. */
  conversationId: ConversationId | null
}

/** How the answers of this chat are asked for: kept with the conversation, and in this tab while it is none yet. */
export function useParameters({ personId, tenantId, conversationId }: Owner) {
  const utils = trpc.useUtils()
  const { view } = useSavedConversation(conversationId)
  const [ofNewChat, setOfNewChat] = useState(() => readKeptParameters({ personId, tenantId }))
  const store = trpc.chat.setParameters.useMutation()

  // A chat that has become a conversation leaves nothing to the next new one; refused, it is a new one again.
  const isNew = conversationId === null
  const [wasNew] = useState(isNew)
  useEffect(() => {
    if (wasNew) keepParameters({ personId, tenantId }, isNew ? ofNewChat : NO_PARAMETERS)
  }, [wasNew, isNew, personId, tenantId, ofNewChat])

  async function save(parameters: ConversationParameters) {
    if (conversationId === null) return setOfNewChat(parameters)
    await store.mutateAsync({ conversationId, parameters })
    await utils.conversations.get.invalidate({ conversationId })
    announceConversationChange(conversationId)
  }

  return { parameters: (isNew ? null : view?.parameters) ?? (wasNew ? ofNewChat : NO_PARAMETERS), ofNewChat, save }
}
