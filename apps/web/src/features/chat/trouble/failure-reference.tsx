import type { Failure } from '../../../lib/failure.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'

/** What to read out to whoever helps: the code and the request's id. */
export function FailureReference({ failure }: { failure: Failure }) {
  const { code, requestId } = failure
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-soft">
      <span className="font-mono">{code}</span>
      {requestId && (
        <>
          <span className="font-mono wrap-anywhere">{requestId}</span>
          <CopyButton label="Copy request id" text={() => requestId} />
        </>
      )}
    </p>
  )
}
