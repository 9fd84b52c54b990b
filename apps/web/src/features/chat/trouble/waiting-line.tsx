import { useSecondsSince } from '../../../lib/seconds-since.ts'
import { classes } from '../../../ui/classes.ts'
import { reading } from '../../../words/en/reading.ts'
import { useWords } from '../../../words/language.ts'

/** Waiting is normal for some seconds; from then on a person wants to know that it is still going on. */
const LONG_WAIT_SECONDS = 8

interface Props {
  model: string
  /** Passages are looked for before it is asked. */
  isSearching: boolean
  sinceMs: number
  /** The text so far is on its way: nothing is shown for the moment that it takes. */
  isResumed: boolean
}

/** What stands where the answer will be until its first word. No percentage: nobody knows one. */
export function WaitingLine({ model, isSearching, sinceMs, isResumed }: Props) {
  const words = useWords(reading).waiting
  const seconds = useSecondsSince(sinceMs, null)
  return (
    <p className={classes('flex items-center gap-2.5 text-ink-soft', isResumed && 'appear-late')}>
      <span aria-hidden className="breathe size-2 shrink-0 rounded-full bg-accent forced-color-adjust-none" />
      {isSearching
        ? words.searching
        : seconds < LONG_WAIT_SECONDS
          ? words.begun(model)
          : words.long(model, String(seconds))}
    </p>
  )
}
