import type { ConversationParameters } from '@coco/shared/answer-parameters'
import type { StartedAnswer } from '@coco/shared/conversation-views'
import type { ConversationId, TenantId } from '@coco/shared/ids'
import { useEffect, useRef } from 'react'
import { failureOfError } from '../../lib/failure.ts'
import { reconnectDelayMs } from '../../lib/reconnect.ts'
import { trpc } from '../../lib/trpc.ts'
import type { Wish } from './state/wish.ts'

const MAX_RETRIES = 2

/** A call whose answer was lost on the way is repeated; its key makes it the same call. */
const REPEATED = {
  retry: (count: number, error: unknown) => count < MAX_RETRIES && failureOfError(error).code === 'unreachable',
  retryDelay: (count: number) => reconnectDelayMs(count + 1, Math.random()),
}

/** Sends a wish to the server: the ways to ask for an answer as one. */
export function useAsk(
  tenantId: TenantId,
  conversationId: ConversationId | null,
  /** What is set for a chat that becomes a conversation with this. */
  parametersOfNewChat: ConversationParameters,
) {
  const send = trpc.chat.send.useMutation(REPEATED)
  const regenerate = trpc.chat.regenerate.useMutation(REPEATED)
  const goOn = trpc.chat.continue.useMutation(REPEATED)

  const setParameters = trpc.chat.setParameters.useMutation()
  const utils = trpc.useUtils()
  const latestParameters = useRef(parametersOfNewChat)
  useEffect(() => {
    latestParameters.current = parametersOfNewChat
  }, [parametersOfNewChat])

  /** What was set while the first message was under way holds for the conversation that it began. */
  async function keepLatest(id: ConversationId) {
    const parameters = latestParameters.current
    if (parameters === parametersOfNewChat) return
    await setParameters.mutateAsync({ conversationId: id, parameters })
    await utils.conversations.get.invalidate({ conversationId: id })
  }

  return async function ask(wish: Wish, { model, key }: { model: string; key: string }): Promise<StartedAnswer> {
    const asking = { model, idempotencyKey: key, writtenIn: tenantId }
    switch (wish.kind) {
      case 'send':
      case 'edit': {
        const placed = { ...asking, parentId: wish.parentId, content: wish.text }
        if (conversationId) return send.mutateAsync({ ...placed, conversationId })
        const started = await send.mutateAsync({ ...placed, parameters: parametersOfNewChat })
        // Refused, it shows at the composer: what is set there is what the conversation has.
        void keepLatest(started.conversationId).catch(() => {})
        return started
      }
      case 'regenerate':
        return regenerate.mutateAsync({ ...asking, messageId: wish.messageId })
      case 'continue':
        return goOn.mutateAsync({ ...asking, messageId: wish.messageId })
    }
  }
}
