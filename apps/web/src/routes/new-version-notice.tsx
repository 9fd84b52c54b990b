import { useNewVersion } from '../lib/new-version.ts'
import { SmallButton } from '../ui/small-button.tsx'
import { RefreshCw, X } from 'lucide-react'
import { reading } from '../words/en/reading.ts'
import { useWords } from '../words/language.ts'

/** Asks once and calmly for a reload when Coco was deployed anew. The page goes on without it. */
export function NewVersionNotice() {
  const words = useWords(reading).newVersion
  const { isThere, refuse } = useNewVersion()
  return (
    <div role="status">
      {isThere && (
        <div className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b border-line bg-sunken px-4 py-2 text-sm">
          <span>{words.there}</span>
          <SmallButton icon={RefreshCw} onClick={() => location.reload()}>
            {words.reload}
          </SmallButton>
          <SmallButton icon={X} onClick={refuse}>
            {words.later}
          </SmallButton>
        </div>
      )}
    </div>
  )
}
