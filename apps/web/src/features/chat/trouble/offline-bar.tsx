import { WifiOff } from 'lucide-react'
import { useIsOnline } from '../../../lib/online.ts'
import { reading } from '../../../words/en/reading.ts'
import { useWords } from '../../../words/language.ts'

/** Says above the composer that there is no network, for as long as there is none. The region stays, so that it is read out. */
export function OfflineBar({ isAnswering }: { isAnswering: boolean }) {
  const words = useWords(reading).line
  const isOnline = useIsOnline()
  return (
    <p role="status" className="text-sm">
      {!isOnline && (
        <span className="appear mb-2 flex items-center gap-2.5 rounded-md border border-notice-line bg-notice-soft px-3.5 py-2">
          <WifiOff aria-hidden size={16} strokeWidth={1.75} className="shrink-0" />
          {isAnswering ? words.offlineAnswering : words.offline}
        </span>
      )}
    </p>
  )
}
