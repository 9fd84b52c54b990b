import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { followAfterScroll, isAtEnd, type ScrollPlace } from './follow-scroll.ts'

/**
 * Keeps the end of the page in view while `content` grows, its `look` or the window changes, as long as the reader is there.
 * @returns whether text below is unseen, and how to go there
 */
export function useFollowScroll(content: unknown, look: unknown) {
  const isFollowing = useRef(true)
  const place = useRef<ScrollPlace>(readPlace())
  const [isBehind, setIsBehind] = useState(false)

  const goToEnd = useCallback(() => {
    isFollowing.current = true
    scrollToEnd()
    setIsBehind(false)
  }, [])

  useEffect(() => {
    const onScroll = () => {
      const after = readPlace()
      isFollowing.current = followAfterScroll(isFollowing.current, place.current, after)
      place.current = after
      if (isAtEnd(after)) setIsBehind(false)
    }
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY < 0) isFollowing.current = false
    }
    // A narrower window makes the text longer without a scroll; a larger one scrolls without a person. A `details` that
    // somebody opens changes the length too and must stay where it is, so it is the window that is watched, not the text.
    const onResize = () => {
      if (isFollowing.current) scrollToEnd()
      place.current = readPlace()
    }
    addEventListener('scroll', onScroll, { passive: true })
    addEventListener('resize', onResize)
    addEventListener('wheel', onWheel, { passive: true })
    return () => {
      removeEventListener('scroll', onScroll)
      removeEventListener('resize', onResize)
      removeEventListener('wheel', onWheel)
    }
  }, [])

  // The page has grown by `content`: go along before it is painted.
  useLayoutEffect(() => {
    if (isFollowing.current) scrollToEnd()
    else setIsBehind(!isAtEnd(readPlace()))
  }, [content, look])

  return { isBehind, goToEnd }
}

function scrollToEnd() {
  window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })
}

function readPlace(): ScrollPlace {
  return {
    top: window.scrollY,
    viewportHeight: window.innerHeight,
    contentHeight: document.documentElement.scrollHeight,
  }
}
