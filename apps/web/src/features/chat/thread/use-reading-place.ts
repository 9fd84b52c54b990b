import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { findMessage, type Thread } from '../state/thread.ts'
import { isAtEnd } from './follow-scroll.ts'
import { headingIdOf, messageIdOf } from './message-place.ts'
import { placeAmong, readingPlaceOf, rememberReading } from './reading-place.ts'
import { readPlace } from './scroll-place.ts'

/**
 * Whoever goes to another conversation and comes back reads on where they were.
 * @returns the message that was being read; null for none
 */
export function useReadingPlace(conversationId: string | null, shownMessageId: string | null, thread: Thread) {
  const [place] = useState(() => (shownMessageId === null ? readingPlaceOf(conversationId) : null))
  const isBack = useRef(false)
  const latestId = useRef(conversationId)
  useEffect(() => {
    latestId.current = conversationId
  })

  useEffect(() => {
    if (isBack.current || place === null || !findMessage(thread, place.messageId)) return
    isBack.current = true
    const heading = document.getElementById(headingIdOf(place.messageId))
    if (heading) window.scrollBy({ top: heading.getBoundingClientRect().top - place.offsetPx, behavior: 'instant' })
  }, [place, thread])

  // While it still stands on the page: what is left is left from where it was.
  useLayoutEffect(
    () => () => {
      if (latestId.current !== null)
        rememberReading(latestId.current, isAtEnd(readPlace()) ? null : placeAmong(seenMessages()))
    },
    [],
  )
  return place?.messageId ?? null
}

function seenMessages() {
  return [...document.querySelectorAll('main ol article > h2')].map((heading) => ({
    messageId: messageIdOf(heading.id),
    topPx: heading.getBoundingClientRect().top,
  }))
}
