import type { ConversationId } from '@coco/shared/ids'

/**
 * Which chat is on the page. A new chat becomes a conversation with its first message, and is none again when that is
 * refused: the address changes, the chat on the page stays the same one.
 */
export interface ChatPlace {
  /** Another number is another chat. */
  number: number
  conversationId: ConversationId | null
  /** The address that the page is just leaving; undefined when it has arrived. */
  leaving?: ConversationId | null
}

/** The chat on the page has become this conversation, or none; the address is about to follow. */
export function movePlace(place: ChatPlace, conversationId: ConversationId | null): ChatPlace {
  return { number: place.number, conversationId, leaving: place.conversationId }
}

export function nextPlace(place: ChatPlace): ChatPlace {
  return { number: place.number + 1, conversationId: null }
}

/** What the address says. Anything but where the chat is, or comes from, is another chat. */
export function followAddress(place: ChatPlace, address: ConversationId | null): ChatPlace {
  if (address === place.conversationId) {
    return place.leaving === undefined ? place : { number: place.number, conversationId: address }
  }
  if (place.leaving !== undefined && address === place.leaving) return place
  return { number: place.number + 1, conversationId: address }
}
