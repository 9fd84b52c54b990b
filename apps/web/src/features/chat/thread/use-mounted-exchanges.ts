import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { keepInPlace } from './keep-in-place.ts'
import {
  type Mounted,
  NOTHING_MOUNTED,
  rangesOf,
  withAll,
  withLength,
  withMoreAfter,
  withMoreBefore,
  withPlace,
} from './mounted-ranges.ts'

/**
 * Which exchanges of a path of this length are on the page.
 * @param wantedIndex a place that must be there; -1 for none
 */
export function useMountedExchanges(length: number, wantedIndex: number) {
  const [mounted, setMounted] = useState<Mounted>(NOTHING_MOUNTED)
  const [cameFor, setCameFor] = useState(-1)
  const afterwards = useRef<(() => void) | null>(null)
  let current = withLength(mounted, length)
  // Once: afterwards it is the reader who moves.
  if (wantedIndex !== cameFor) {
    current = withPlace(current, wantedIndex)
    setCameFor(wantedIndex)
  }
  if (current !== mounted) setMounted(current)

  useLayoutEffect(() => {
    afterwards.current?.()
    afterwards.current = null
  }, [current])

  useEffect(() => {
    const showAll = () => flushSync(() => setMounted(withAll))
    const onKeyDown = ({ key, target }: KeyboardEvent) => {
      if (key === 'Home' && !isField(target)) flushSync(() => setMounted((before) => withPlace(before, 0)))
    }
    addEventListener('beforeprint', showAll)
    addEventListener('keydown', onKeyDown)
    return () => {
      removeEventListener('beforeprint', showAll)
      removeEventListener('keydown', onKeyDown)
    }
  }, [])

  /** What is read stays where it is. Who asked for more goes there, and who was at the button when it goes is not lost. */
  function showBefore(from: number, gap: Element, how: 'scrolled' | 'pointed' | 'typed') {
    const next = gap.nextElementSibling
    if (!next) return
    const putBack = keepInPlace(next)
    const wasHere = gap.contains(document.activeElement)
    afterwards.current = () => {
      putBack()
      if (how === 'scrolled' && (!wasHere || gap.isConnected)) return
      const heading = next.previousElementSibling?.querySelector<HTMLElement>('[tabindex="-1"]')
      heading?.focus({ preventScroll: how !== 'typed' })
    }
    setMounted((before) => withMoreBefore(before, from))
  }

  return { ranges: rangesOf(current), showBefore, showAfter: () => setMounted(withMoreAfter) }
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
}
