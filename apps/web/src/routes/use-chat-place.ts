import type { ConversationId } from '@coco/shared/ids'
import { useCallback, useState } from 'react'
import { type ChatPlace, followAddress, movePlace, nextPlace } from './chat-place.ts'

interface Known {
  place: ChatPlace
  newChatCount: number
}

/** Which chat is on the page: the one of the address, unless it is just on its way to another. */
export function useChatPlace(address: ConversationId | null, newChatCount: number) {
  const [known, setKnown] = useState<Known>({ place: { number: 1, conversationId: address }, newChatCount })
  const current = follow(known, address, newChatCount)
  if (current !== known) setKnown(current)

  const move = useCallback(
    (conversationId: ConversationId | null) =>
      setKnown((before) => ({ ...before, place: movePlace(before.place, conversationId) })),
    [],
  )
  return { place: current.place, move }
}

function follow(known: Known, address: ConversationId | null, newChatCount: number): Known {
  // From a conversation, a new chat is another address; from an empty page it is another chat at the same one.
  const isNew = known.newChatCount !== newChatCount && address === null
  const place = isNew ? nextPlace(known.place) : followAddress(known.place, address)
  return place === known.place && newChatCount === known.newChatCount ? known : { place, newChatCount }
}
