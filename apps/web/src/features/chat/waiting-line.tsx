import { useSecondsSince } from '../../lib/seconds-since.ts'

/** Waiting is normal for some seconds; from then on a person wants to know that it is still going on. */
const LONG_WAIT_SECONDS = 8

/** What stands where the answer will be until its first word. No percentage: nobody knows one. */
export function WaitingLine({ model, sinceMs }: { model: string; sinceMs: number }) {
  const seconds = useSecondsSince(sinceMs, null)
  return (
    <p className="flex items-center gap-2.5 text-ink-soft">
      <span aria-hidden className="breathe size-2 shrink-0 rounded-full bg-accent" />
      {seconds < LONG_WAIT_SECONDS ? `Waiting for ${model}` : `Still waiting for ${model} (${seconds} s)`}
    </p>
  )
}
