import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { followAfterScroll, isAtEnd, type ScrollPlace } from './follow-scroll.ts'

/**
 * Keeps the end of the page in view while `content` grows, as long as the reader is there.
 * @returns whether text below is unseen, and how to go there
 */
export function useFollowScroll(content: unknown) {
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
    addEventListener('scroll', onScroll, { passive: true })
    addEventListener('wheel', onWheel, { passive: true })
    return () => {
      removeEventListener('scroll', onScroll)
      removeEventListener('wheel', onWheel)
    }
  }, [])

  // The page has grown by `content`: go along before it is painted.
  useLayoutEffect(() => {
    if (isFollowing.current) scrollToEnd()
    else setIsBehind(!isAtEnd(readPlace()))
  }, [content])

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
