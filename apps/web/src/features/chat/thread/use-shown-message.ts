import { useEffect, useRef } from 'react'
import { headingIdOf } from './message-place.ts'
import { findMessage, pathOf, type Thread } from '../state/thread.ts'

/** Brings the message that somebody looked for into view, once, whichever version of the conversation it is in. */
export function useShownMessage(messageId: string | null, thread: Thread, choose: (messageId: string) => void) {
  const shown = useRef<string | null>(null)
  useEffect(() => {
    if (messageId === null || shown.current === messageId || !findMessage(thread, messageId)) return
    if (!pathOf(thread).some(({ id }) => id === messageId)) {
      choose(messageId)
      return
    }
    shown.current = messageId
    const heading = document.getElementById(headingIdOf(messageId))
    heading?.scrollIntoView({ block: 'start', behavior: 'instant' })
    heading?.focus({ preventScroll: true })
  }, [messageId, thread, choose])
}
