import type { PassageView } from '@coco/shared/document-views'
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { sources as sourceWords } from '../../../words/en/sources.ts'
import { useWords } from '../../../words/language.ts'

const MARGIN_PX = 8
const LINE_CHARS = 140

interface Props {
  /** Where its number is. */
  beside: DOMRect
  passage: PassageView | null
  onHide: () => void
  /** The number may be elsewhere by now. */
  onMove: () => void
}

/** What a passage is, in a line or two beside its number; the button itself says the title to who does not see it. */
export function PassageNote({ beside, passage, onHide, onMove }: Props) {
  const words = useWords(sourceWords)
  const ref = useRef<HTMLSpanElement>(null)

  // Inside the window whatever stands beside it, under the number or, at the window's end, above it.
  useLayoutEffect(() => {
    const note = ref.current
    if (!note) return
    const { width, height } = note.getBoundingClientRect()
    const left = Math.max(MARGIN_PX, Math.min(beside.left, document.documentElement.clientWidth - width - MARGIN_PX))
    const isLow = beside.bottom + height + MARGIN_PX > innerHeight
    note.style.left = `${left}px`
    note.style.top = `${isLow ? beside.top - height : beside.bottom}px`
  }, [beside])

  const hide = useEffectEvent(onHide)
  const move = useEffectEvent(onMove)
  // Wherever the focus is, and whatever scrolls.
  useEffect(() => {
    const listening = new AbortController()
    const options = { signal: listening.signal, capture: true, passive: true }
    addEventListener('keydown', ({ key }) => key === 'Escape' && hide(), options)
    addEventListener('scroll', () => move(), options)
    addEventListener('resize', () => move(), options)
    return () => listening.abort()
  }, [])

  return (
    <span
      ref={ref}
      aria-hidden
      className="fixed top-0 left-0 z-20 block w-max max-w-[min(22rem,calc(100vw-1rem))] py-1"
    >
      <span className="block rounded-md border border-line bg-raised px-3 py-2 font-sans text-sm leading-snug text-ink shadow-high">
        {passage === null ? (
          words.gone
        ) : (
          <>
            <span className="block font-medium wrap-anywhere">{passage.title}</span>
            <span className="mt-0.5 block text-ink-soft wrap-anywhere">{beginningOf(passage.content)}</span>
          </>
        )}
      </span>
    </span>
  )
}

function beginningOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  return line.length <= LINE_CHARS ? line : `${line.slice(0, LINE_CHARS - 1).toWellFormed()}…`
}
