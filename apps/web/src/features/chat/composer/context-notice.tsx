import { composer } from '../../../words/en/composer.ts'
import { currentLanguage, useWords } from '../../../words/language.ts'
import { localeOf } from '../../../words/languages.ts'

interface Props {
  /** How much of what can be sent the conversation takes up; 1 is all. */
  use: number
  onNewChat: () => void
}

/** From here on it is said before every question. */
const NEARLY = 0.8

/** Says before sending that a conversation is nearly too long to be sent, what then happens, and the way on. */
export function ContextNotice({ use, onNewChat }: Props) {
  const words = useWords(composer).context
  const percent = new Intl.NumberFormat(localeOf(currentLanguage()), { style: 'percent' })
  const isFull = use > 1
  // In steps, so that not every letter is news to somebody who is read to.
  const shown = percent.format(Math.floor(use * 20) / 20)
  return (
    <div role="status" className="px-2.5 pb-2 text-sm empty:hidden">
      {use >= NEARLY && (
        <>
          <span className={isFull ? 'font-medium' : 'text-ink-soft'}>
            {isFull ? words.full : words.nearlyFull(shown)}
          </span>{' '}
          <button
            type="button"
            onClick={onNewChat}
            className="touch-target inline-flex min-h-6 items-center rounded-sm font-medium underline underline-offset-2 hover:text-accent"
          >
            {words.newChat}
          </button>
        </>
      )}
    </div>
  )
}
