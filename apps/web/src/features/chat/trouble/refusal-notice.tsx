import { ShieldX, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { failureSentence } from '../../../lib/failure-sentence.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import type { Refusal } from '../state/wish.ts'
import { FailureReference } from './failure-reference.tsx'
import { whereTextIs } from '../state/where-text-is.ts'

interface Props {
  refusal: Refusal
  tenant: string
  /** A model that this tenant may use instead; null when there is none. */
  alternative: string | null
  onUseAlternative: (modelId: string) => void
}

/** Why a question got no answer, in one sentence, and the ways on. Announced once; the focus stays in the composer. */
export function RefusalNotice({ refusal, tenant, alternative, onUseAlternative }: Props) {
  const { failure, model } = refusal
  const sentenceRef = useRef<HTMLParagraphElement>(null)
  // On a small screen the notice is taller than the room for it, and its first line is the one to be read.
  useEffect(() => {
    // In braces: some browsers return a promise, which would be taken for the effect's clean-up.
    sentenceRef.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const isDenial = failure.code === 'model_not_allowed' || failure.code === 'account_not_entitled'
  return (
    <Notice icon={isDenial ? ShieldX : TriangleAlert} tone="danger">
      <p ref={sentenceRef} role="alert" className="font-medium">
        {failureSentence(failure, { tenant, model })}
      </p>
      <p className="mt-0.5 text-ink-soft">{whereTextIs(refusal)}</p>
      {failure.fix !== null && <GrantStatement sql={failure.fix} tenant={tenant} model={model} />}
      {failure.code === 'model_not_allowed' && alternative !== null && (
        <Button look="outline" className="mt-3 max-w-full" onClick={() => onUseAlternative(alternative)}>
          <span className="truncate">Use {alternative} instead</span>
        </Button>
      )}
      <div className="mt-3">
        <FailureReference failure={failure} />
      </div>
    </Notice>
  )
}

function GrantStatement({ sql, tenant, model }: { sql: string; tenant: string; model: string }) {
  return (
    <div className="mt-3">
      <p className="text-ink-soft">
        A Snowflake administrator lets {tenant} use {model} with:
      </p>
      <div className="mt-1.5 flex flex-wrap items-start justify-end gap-x-2 rounded-sm border border-danger-line bg-raised py-1.5 pr-1.5 pl-3">
        <code className="min-w-56 flex-1 py-1 font-mono text-[0.8125rem] leading-5 wrap-anywhere">{sql}</code>
        <CopyButton label="Copy statement" text={() => sql} />
      </div>
    </div>
  )
}
