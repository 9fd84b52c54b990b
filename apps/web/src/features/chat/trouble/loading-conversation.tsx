import { reading } from '../../../words/en/reading.ts'
import { useWords } from '../../../words/language.ts'

/** While a conversation is fetched, when that takes longer than a moment. */
export function LoadingConversation() {
  const words = useWords(reading)
  return (
    <p role="status" className="appear-late mx-auto w-full max-w-(--container-measure) pt-[12vh] text-ink-soft">
      {words.opening}
    </p>
  )
}
