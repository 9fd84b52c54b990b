/** Where somebody was reading: a message, and how far below the top of the window it began. */
export interface ReadingPlace {
  messageId: string
  offsetPx: number
}

export interface SeenMessage {
  messageId: string
  /** Of its heading, from the top of the window. */
  topPx: number
}

/** A heading this far down has been reached. */
const REACHED_PX = 120

/** By conversation, for as long as the page is not loaded anew. Who was at the end is led to the end again. */
const places = new Map<string, ReadingPlace>()

export const readingPlaceOf = (conversationId: string | null) =>
  conversationId === null ? null : (places.get(conversationId) ?? null)

export function rememberReading(conversationId: string, place: ReadingPlace | null) {
  if (place) places.set(conversationId, place)
  else places.delete(conversationId)
}

export function forgetReading() {
  places.clear()
}

/** The message that is being read: the last one that has begun above; before the first, that one. */
export function placeAmong(messages: readonly SeenMessage[]): ReadingPlace | null {
  const read = messages.findLast(({ topPx }) => topPx <= REACHED_PX) ?? messages[0]
  return read ? { messageId: read.messageId, offsetPx: read.topPx } : null
}
