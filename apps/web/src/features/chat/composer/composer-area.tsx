import { ArrowDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { composer } from '../../../words/en/composer.ts'
import { useWords } from '../../../words/language.ts'

interface Props {
  /** Text has arrived below what is on the screen. */
  isBehind: boolean
  onGoToEnd: () => void
  children: ReactNode
}

/** The bottom of the page, where the composer stays in view. */
export function ComposerArea({ isBehind, onGoToEnd, children }: Props) {
  const words = useWords(composer)
  return (
    <div className="stay-bottom fade-above bg-page px-4 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6">
      <div className="relative mx-auto max-w-(--container-measure)">
        {isBehind && (
          <button type="button" onClick={onGoToEnd} className={NEW_TEXT}>
            <ArrowDown aria-hidden size={16} strokeWidth={1.75} />
            {words.newText}
          </button>
        )}
        {children}
      </div>
    </div>
  )
}

const NEW_TEXT =
  'appear touch-target absolute -top-12 left-1/2 inline-flex min-h-9 -translate-x-1/2 items-center gap-1.5 rounded-full border border-line-strong bg-raised px-3.5 text-sm font-medium shadow-high hover:border-ink-soft'
