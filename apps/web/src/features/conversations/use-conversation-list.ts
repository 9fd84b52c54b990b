import type { ConversationSummary } from '@coco/shared/conversation-views'
import { useCallback, useEffect, useReducer } from 'react'
import { onConversationChange } from '../../lib/conversation-channel.ts'
import { trpc } from '../../lib/trpc.ts'
import { emptyList, reduceList } from './conversation-list.ts'

const PAGE_SIZE = 30
/** Of the older ones, which come as one scrolls. */
const OLDER_PAGE_SIZE = 100
/** What happens on other devices shows after this time; nothing is asked while the page is hidden. */
const LOOK_AGAIN_MS = 5_000

export type Conversations = ReturnType<typeof useConversationList>

/** The person's conversations in this tenant: the newest always up to date, older ones as far as somebody asked for them. */
export function useConversationList() {
  const { client } = trpc.useUtils()
  const head = trpc.conversations.list.useQuery({ limit: PAGE_SIZE }, { refetchInterval: LOOK_AGAIN_MS, staleTime: 0 })
  const { refetch } = head
  const [list, dispatch] = useReducer(reduceList, head.data, (page) =>
    page ? reduceList(emptyList, { type: 'head', page }) : emptyList,
  )

  useEffect(() => {
    if (head.data) dispatch({ type: 'head', page: head.data })
  }, [head.data])

  const refresh = useCallback(() => void refetch(), [refetch])
  useEffect(() => onConversationChange(refresh), [refresh])

  async function loadOlder() {
    if (list.nextCursor === null) return
    const page = await client.conversations.list.query({ cursor: list.nextCursor, limit: OLDER_PAGE_SIZE })
    dispatch({ type: 'older', page })
  }

  return {
    ...list,
    readAtMs: head.dataUpdatedAt,
    error: list.isLoaded ? null : head.error,
    find: (id: string | null): ConversationSummary | null =>
      list.conversations.find((one) => one.id === id) ?? list.pinned.find((one) => one.id === id) ?? null,
    refresh,
    loadOlder,
    change: (conversation: ConversationSummary) => dispatch({ type: 'changed', conversation }),
    drop: (id: string) => dispatch({ type: 'removed', id }),
  }
}
