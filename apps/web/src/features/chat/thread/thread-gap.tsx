import { ChevronsUp } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { SmallButton } from '../../../ui/small-button.tsx'
import { threadList } from '../../../words/en/thread-list.ts'
import { useWords } from '../../../words/language.ts'

interface Props {
  /** How many exchanges are not on the page here. */
  count: number
  /** More of those before what stands below the gap. */
  onBefore: (gap: Element, how: 'scrolled' | 'pointed' | 'typed') => void
  /** More of those behind what stands above it; null where nothing does. */
  onAfter: (() => void) | null
}

/** So early that who scrolls steadily sees no gap. */
const EARLY = '800px 0px'

/** Where exchanges are left out. They come when one scrolls there, or asks for them. */
export function ThreadGap(props: Props) {
  const { count, onBefore } = props
  const words = useWords(threadList)
  const gapRef = useRef<HTMLLIElement>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })

  useEffect(() => {
    const gap = gapRef.current
    if (!gap) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return
        const isBelow = entry.boundingClientRect.top > window.innerHeight / 2
        if (isBelow && latest.current.onAfter) latest.current.onAfter()
        else latest.current.onBefore(gap, 'scrolled')
      },
      { rootMargin: EARLY },
    )
    observer.observe(gap)
    return () => observer.disconnect()
    // Anew after each step, so that a gap that is still near is told of again.
  }, [count])

  if (count === 0) return null
  return (
    <li ref={gapRef} className="mt-10 flex justify-center first:mt-0">
      <SmallButton
        icon={ChevronsUp}
        data-show-earlier=""
        onClick={({ detail }) => gapRef.current && onBefore(gapRef.current, detail === 0 ? 'typed' : 'pointed')}
      >
        {words.showEarlier(count)}
      </SmallButton>
    </li>
  )
}
