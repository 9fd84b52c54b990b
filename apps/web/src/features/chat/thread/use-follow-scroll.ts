import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { followAfterScroll, isAtEnd, type ScrollPlace } from './follow-scroll.ts'
import { readPlace } from './scroll-place.ts'

const NOWHERE: ScrollPlace = { top: 0, viewportHeight: 0, contentHeight: 0 }

/** A finger that moves less is at rest. */
const PULL_PX = 8

/**
 * Keeps the end of the page in view while `content` grows, its `look` or the window changes, as long as the reader is there.
 * @returns whether text below is unseen, and how to go there
 */
export function useFollowScroll(content: unknown, look: unknown) {
  const isFollowing = useRef(true)
  const place = useRef<ScrollPlace>(NOWHERE)
  /** Where this page has led the reader last: who stands further up has gone there. */
  const ledTo = useRef<ScrollPlace | null>(null)
  const [isBehind, setIsBehind] = useState(false)

  const goToEnd = useCallback(() => {
    isFollowing.current = true
    place.current = ledTo.current = scrollToEnd()
    setIsBehind(false)
  }, [])

  useEffect(() => {
    const onScroll = () => {
      const after = readPlace()
      isFollowing.current = followAfterScroll(isFollowing.current, place.current, after)
      place.current = after
      if (isFollowing.current) ledTo.current = after
      if (isAtEnd(after)) setIsBehind(false)
    }
    // Said before the page has moved: the text that comes in between must not take it back. At the very top nothing moves.
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY < 0 && window.scrollY > 0) isFollowing.current = false
    }
    let touchedAt = 0
    const onTouchStart = ({ touches }: TouchEvent) => {
      touchedAt = touches[0]?.clientY ?? 0
    }
    const onTouchMove = ({ touches }: TouchEvent) => {
      const pulledPx = (touches[0]?.clientY ?? 0) - touchedAt
      if (pulledPx > PULL_PX && window.scrollY > 0) isFollowing.current = false
    }
    // What somebody unfolds within the text is what they want to read, however near the end it is.
    const onClick = ({ target }: MouseEvent) => {
      if (isFoldOfText(target)) isFollowing.current = false
    }
    const onToggle = ({ target }: Event) => {
      if (!isFoldOfText(target)) return
      place.current = readPlace()
      isFollowing.current = !isOpen(target) && isAtEnd(place.current)
    }
    // A narrower window makes the text longer without a scroll; a larger one scrolls without a person. A `details` that
    // somebody opens changes the length too and must stay where it is, so it is the window that is watched, not the text.
    const onResize = () => {
      if (isFollowing.current) place.current = ledTo.current = scrollToEnd()
      else place.current = readPlace()
    }
    addEventListener('scroll', onScroll, { passive: true })
    addEventListener('resize', onResize)
    addEventListener('wheel', onWheel, { passive: true })
    addEventListener('touchstart', onTouchStart, { passive: true })
    addEventListener('touchmove', onTouchMove, { passive: true })
    addEventListener('click', onClick, true)
    addEventListener('toggle', onToggle, true)
    return () => {
      removeEventListener('scroll', onScroll)
      removeEventListener('resize', onResize)
      removeEventListener('wheel', onWheel)
      removeEventListener('touchstart', onTouchStart)
      removeEventListener('touchmove', onTouchMove)
      removeEventListener('click', onClick, true)
      removeEventListener('toggle', onToggle, true)
    }
  }, [])

  // The page has grown by `content`: go along before it is painted.
  useLayoutEffect(() => {
    const now = readPlace()
    // Somebody has just gone up, and the browser has not said so yet.
    if (ledTo.current && !followAfterScroll(true, ledTo.current, now)) isFollowing.current = false
    // Whoever is led elsewhere from here, to where they read last, has gone up.
    if (isFollowing.current) place.current = ledTo.current = scrollToEnd()
    else setIsBehind(!isAtEnd(now))
  }, [content, look])

  return { isBehind, goToEnd }
}

function isFoldOfText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('article summary, article details') !== null
}

function isOpen(fold: EventTarget | null): boolean {
  return fold instanceof HTMLDetailsElement && fold.open
}

function scrollToEnd(): ScrollPlace {
  window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })
  return readPlace()
}
