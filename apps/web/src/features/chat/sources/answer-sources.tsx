import { citedNumbers } from '@coco/shared/citations'
import type { AnswerSource } from '@coco/shared/document-views'
import { useId } from 'react'
import { sources as sourceWords } from '../../../words/en/sources.ts'
import { useWords } from '../../../words/language.ts'
import { CitationChip } from './citation-chip.tsx'
import { PassagePlace } from './passage-dialog.tsx'

/** The passages that an answer was given, those that it does not cite among them. */
export function AnswerSources({ sources, text }: { sources: readonly AnswerSource[]; text: string }) {
  const words = useWords(sourceWords)
  const headingId = useId()
  const cited = new Set(citedNumbers(text))
  return (
    <section aria-labelledby={headingId} className="mt-3 text-sm text-ink-soft">
      <h3 id={headingId} className="text-xs font-medium text-ink-faint">
        {words.list}
      </h3>
      <ol className="mt-1 flex flex-col gap-1">
        {sources.map((source) => (
          <li key={source.number} className="flex min-h-6 items-baseline gap-1.5">
            <CitationChip number={source.number} source={source} />
            <span className="min-w-0 wrap-anywhere">
              {source.passage ? <span className="text-ink">{source.passage.title}</span> : words.gone}
              {source.passage && <Place passage={source.passage} />}
              {!cited.has(source.number) && <span className="text-ink-faint"> ({words.notCited})</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Place({ passage }: { passage: NonNullable<AnswerSource['passage']> }) {
  const { title, headings, page } = passage
  const isSomewhere = headings.some((heading, index) => index > 0 || heading !== title) || page !== null
  return (
    isSomewhere && (
      <>
        {' · '}
        <PassagePlace passage={passage} />
      </>
    )
  )
}
