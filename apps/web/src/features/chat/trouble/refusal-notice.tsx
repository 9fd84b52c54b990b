import type { SessionView } from '@coco/shared/identity-views'
import { ShieldX, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { failureSentence } from '../../../lib/failure-sentence.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { trouble } from '../../../words/en/trouble.ts'
import { useWords } from '../../../words/language.ts'
import { whereTextIs } from '../state/where-text-is.ts'
import type { Refusal } from '../state/wish.ts'
import { accessRequestOf } from './access-message.ts'
import { AccessRequest } from './access-request.tsx'
import { FailureReference } from './failure-reference.tsx'
import { whoseLimit } from './whose-limit.ts'

interface Props {
  refusal: Refusal
  tenant: SessionView['tenant']
  /** A model that this tenant may use instead; null when there is none. */
  alternative: string | null
  onUseAlternative: (modelId: string) => void
}

/** Why a question got no answer, in one sentence, and the ways on. Announced once; the focus stays in the composer. */
export function RefusalNotice({ refusal, tenant, alternative, onUseAlternative }: Props) {
  const words = useWords(trouble)
  const { failure, model } = refusal
  const sentenceRef = useRef<HTMLParagraphElement>(null)
  // On a small screen the notice is taller than the room for it, and its first line is the one to be read.
  useEffect(() => {
    // In braces: some browsers return a promise, which would be taken for the effect's clean-up.
    sentenceRef.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const isDenial = DENIALS.has(failure.code)
  // Whoever sees the statement knows what to do with it.
  const request = failure.fix === null ? accessRequestOf(failure, tenant, model) : null
  return (
    <Notice icon={isDenial ? ShieldX : TriangleAlert} tone="danger">
      <p ref={sentenceRef} role="alert" className="font-medium">
        {failureSentence(failure, { tenant: tenant.name, model })}
      </p>
      <p className="mt-0.5 text-ink-soft">{whereTextIs(refusal)}</p>
      <p className="mt-0.5 text-ink-soft empty:hidden">{whoseLimit(failure, tenant.name)}</p>
      {WORTH_ANOTHER_MODEL.has(failure.code) && alternative !== null && (
        <Button look="outline" className="mt-3 max-w-full" onClick={() => onUseAlternative(alternative)}>
          <span className="truncate">{words.takeInstead(alternative)}</span>
        </Button>
      )}
      {failure.fix !== null && (
        <GrantStatement
          sql={failure.fix}
          what={ABOUT_SEARCH.has(failure.code) ? words.grantSearch(tenant.name) : words.grant(tenant.name, model)}
        />
      )}
      {request && <AccessRequest {...request} tenant={tenant.name} />}
      <div className="mt-3">
        <FailureReference failure={failure} />
      </div>
    </Notice>
  )
}

/** What is about one model: another may do. */
const WORTH_ANOTHER_MODEL = new Set<Refusal['failure']['code']>([
  'model_not_allowed',
  'upstream_rejected',
  'upstream_rate_limited',
  'upstream_overloaded',
  'upstream_timeout',
])

const ABOUT_SEARCH = new Set<Refusal['failure']['code']>(['search_not_allowed', 'search_failed'])

const DENIALS = new Set<Refusal['failure']['code']>(['model_not_allowed', 'search_not_allowed', 'account_not_entitled'])

function GrantStatement({ sql, what }: { sql: string; what: string }) {
  const words = useWords(trouble)
  return (
    <div className="mt-3">
      <p className="text-ink-soft">{what}</p>
      <div className="mt-1.5 flex flex-wrap items-start justify-end gap-x-2 rounded-sm border border-danger-line bg-raised py-1.5 pr-1.5 pl-3">
        <code className="min-w-56 flex-1 py-1 font-mono text-[0.8125rem] leading-5 wrap-anywhere">{sql}</code>
        <CopyButton label={words.copyStatement} text={() => sql} />
      </div>
    </div>
  )
}
