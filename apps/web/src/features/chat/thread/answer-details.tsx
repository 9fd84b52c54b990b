import { ChevronRight } from 'lucide-react'
import { Fragment } from 'react'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { thread } from '../../../words/en/thread.ts'
import { useWords } from '../../../words/language.ts'
import { detailsOf } from '../state/answer-details.ts'
import { factsOf } from '../state/answer-facts.ts'
import type { Reply } from '../state/thread.ts'

/** Who wrote an answer, how fast and how much; unfolded, all that is known of how it came about. */
export function AnswerDetails({ reply }: { reply: Reply }) {
  const words = useWords(thread)
  return (
    <details className="group mt-1">
      <summary className="touch-target -ml-1 flex min-h-7 cursor-pointer list-none items-center rounded-sm px-1 hover:text-ink-soft [&::-webkit-details-marker]:hidden">
        {/* As high as one line: where the facts take several, it stands at the first. */}
        <span className="flex items-start gap-1">
          <ChevronRight
            aria-hidden
            size={14}
            strokeWidth={1.75}
            className="h-lh shrink-0 transition-transform duration-(--duration-fast) group-open:rotate-90"
          />
          <span className="sr-only">{words.details.name}: </span>
          <span className="min-w-0 wrap-anywhere tabular-nums">
            {factsOf(reply).map((fact, index) => (
              <Fragment key={fact}>
                {index > 0 && ' · '}
                <span className="inline-block">{fact}</span>
              </Fragment>
            ))}
          </span>
        </span>
      </summary>
      <dl className="mt-1 mb-2 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 border-s-2 border-line ps-4 text-ink-soft max-[24rem]:grid-cols-1">
        {detailsOf(reply).map(({ name, value, copyLabel }) => (
          <div key={name} className="col-span-full grid grid-cols-subgrid items-baseline py-1">
            <dt className="text-ink-faint">{name}</dt>
            <dd className="flex flex-wrap items-center gap-x-1 wrap-anywhere">
              <span>{value}</span>
              {copyLabel !== null && <CopyButton label={copyLabel} text={() => value} />}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
