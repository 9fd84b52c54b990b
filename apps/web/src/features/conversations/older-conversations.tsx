import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { conversations } from '../../words/en/conversations.ts'
import { useWords } from '../../words/language.ts'

/** Before one is there, so that scrolling does not stop for it. */
const AHEAD = '400px 0px'

/** The end of what is loaded: more comes as soon as it is scrolled into view, or on a press. */
export function OlderConversations({ load }: { load: () => Promise<void> }) {
  const words = useWords(conversations)
  const buttonRef = useRef<HTMLButtonElement>(null)
  const [state, setState] = useState<'ready' | 'loading' | 'failed'>('ready')
  const latest = useRef(load)
  useEffect(() => {
    latest.current = load
  })

  const loadOnce = useCallback(() => {
    setState('loading')
    latest.current().catch(() => setState('failed'))
  }, [])

  useEffect(() => {
    const button = buttonRef.current
    if (!button) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return
        observer.disconnect()
        loadOnce()
      },
      { root: button.closest('[data-list-scroller]'), rootMargin: AHEAD },
    )
    observer.observe(button)
    return () => observer.disconnect()
  }, [loadOnce])

  return (
    <div className="pt-2 text-center">
      {state === 'failed' && (
        <p role="alert" className="pb-1 text-sm text-ink-soft">
          {words.olderNotLoaded}
        </p>
      )}
      <Button ref={buttonRef} look="quiet" aria-disabled={state === 'loading'} onClick={loadOnce}>
        {state === 'loading' ? words.loading : words.more}
      </Button>
    </div>
  )
}
