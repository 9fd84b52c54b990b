import { useEffect, useRef } from 'react'
import { markTitle } from '../../lib/page-title.ts'
import { thread } from '../../words/en/thread.ts'
import { useWords } from '../../words/language.ts'

/** The tab says that an answer is ready when it ended while nobody looked; until somebody does. Nothing sounds. */
export function useReadyMark(isAnswering: boolean) {
  const words = useWords(thread).announced
  const wasAnswering = useRef(isAnswering)
  useEffect(() => {
    if (wasAnswering.current && !isAnswering && document.hidden) markTitle(words.readyMark)
    wasAnswering.current = isAnswering
  }, [isAnswering, words])

  useEffect(() => {
    const onLook = () => {
      if (!document.hidden) markTitle(null)
    }
    document.addEventListener('visibilitychange', onLook)
    return () => {
      document.removeEventListener('visibilitychange', onLook)
      markTitle(null)
    }
  }, [])
}
