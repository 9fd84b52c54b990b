import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { headingIdOf } from './message-place.ts'
import { findMessage, pathOf, type Thread } from '../state/thread.ts'

/** Brings the message that somebody looked for into view, once for each time, whichever version of the conversation it is in. */
export function useShownMessage(messageId: string | null, thread: Thread, choose: (messageId: string) => void) {
  const lookedForAt = useLocation({ select: ({ state }) => state.lookedForAt ?? null })
  const shown = useRef<{ messageId: string; at: number | null } | null>(null)
  useEffect(() => {
    if (messageId === null || !findMessage(thread, messageId)) return
    // A place without a moment is the same one with something over it.
    const isAgain = lookedForAt !== null && lookedForAt !== shown.current?.at
    if (shown.current?.messageId === messageId && !isAgain) return
    if (!pathOf(thread).some(({ id }) => id === messageId)) {
      choose(messageId)
      return
    }
    shown.current = { messageId, at: lookedForAt }
    const heading = document.getElementById(headingIdOf(messageId))
    heading?.scrollIntoView({ block: 'start', behavior: 'instant' })
    heading?.focus({ preventScroll: true })
  }, [messageId, lookedForAt, thread, choose])
}
