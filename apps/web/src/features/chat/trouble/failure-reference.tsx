import type { Failure } from '../../../lib/failure.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { reading } from '../../../words/en/reading.ts'
import { useWords } from '../../../words/language.ts'

/** What to read out to whoever helps: the code and the request's id. */
export function FailureReference({ failure }: { failure: Failure }) {
  const words = useWords(reading)
  const { code, requestId } = failure
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-xs text-ink-soft">
      <span className="font-mono">{code}</span>
      {requestId && (
        <>
          <span aria-hidden>·</span>
          <span>
            {words.requestId} <span className="font-mono wrap-anywhere">{requestId}</span>
          </span>
          <CopyButton label={words.copyRequestId} text={() => requestId} isNamed />
        </>
      )}
    </p>
  )
}
