import type { ConversationSummary, ConversationView } from '@coco/shared/conversation-views'
import type { ConversationId } from '@coco/shared/ids'
import { useEffect, useRef } from 'react'
import { onConversationChange } from '../../lib/conversation-channel.ts'
import { trpc } from '../../lib/trpc.ts'

/** The conversation as the server keeps it; none for a chat in which nothing was sent yet. */
export function useSavedConversation(conversationId: ConversationId | null) {
  const saved = trpc.conversations.get.useQuery(
    { conversationId: conversationId as ConversationId },
    { enabled: conversationId !== null },
  )
  return { saved, view: conversationId === null ? undefined : saved.data, readAtMs: saved.dataUpdatedAt }
}

/** A conversation as the list has it. */
export interface Listed {
  /** Null while it is not in the list. */
  summary: ConversationSummary | null
  /** When the list was last read (epoch); it is asked for again and again. */
  readAtMs: number
}

/**
 * The conversation is read again when another tab changed something in it, and when it is another way than the list says:
 * then something happened on another device, or while the server could not be reached.
 *
 * @param isRunning whether an answer is being written in it, as far as this page knows; null when it does not
 */
export function useReadAgain(
  conversationId: ConversationId | null,
  view: ConversationView | undefined,
  { summary, readAtMs }: Listed,
  isRunning: boolean | null,
) {
  const utils = trpc.useUtils()
  const wasListed = useRef(false)

  useEffect(
    () =>
      onConversationChange((id) => {
        if (id === conversationId) void utils.conversations.get.invalidate({ conversationId: id })
      }),
    [conversationId, utils],
  )

  const isListNewer =
    summary !== null &&
    view !== undefined &&
    (summary.updatedAt !== view.updatedAt || summary.isAnswering !== isRunning)
  useEffect(() => {
    if (conversationId === null) return
    const hasLeftList = wasListed.current && summary === null
    wasListed.current = summary !== null
    if (isListNewer || hasLeftList) void utils.conversations.get.invalidate({ conversationId })
  }, [isListNewer, summary, readAtMs, conversationId, utils])
}
