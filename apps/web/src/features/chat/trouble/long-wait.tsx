import { Hourglass } from 'lucide-react'
import { useSecondsSince } from '../../../lib/seconds-since.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { trouble } from '../../../words/en/trouble.ts'
import { useWords } from '../../../words/language.ts'

/** After this long without a word a person wants to choose, not only to know. */
const CHOICE_AFTER_SECONDS = 15

interface Props {
  model: string
  sinceMs: number
  /** Another model that may be asked; null when there is none. */
  alternative: string | null
  onAskOther: (modelId: string) => void
  onStop: () => void
}

/** The ways on while a model stays silent. It can still answer, and then this goes. */
export function LongWait({ model, sinceMs, alternative, onAskOther, onStop }: Props) {
  const words = useWords(trouble).waiting
  const seconds = useSecondsSince(sinceMs, null)
  if (seconds < CHOICE_AFTER_SECONDS) return null
  return (
    <Notice icon={Hourglass} tone="calm">
      <p role="status">{words.offer(model)}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        {alternative !== null && (
          <Button look="outline" className="max-w-full" onClick={() => onAskOther(alternative)}>
            <span className="truncate">{words.askOther(alternative)}</span>
          </Button>
        )}
        <Button look="outline" onClick={onStop}>
          {words.stop}
        </Button>
      </div>
    </Notice>
  )
}
