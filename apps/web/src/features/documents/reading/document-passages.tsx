import type { PassageView } from '@coco/shared/document-views'
import { useEffect, useRef } from 'react'
import { classes } from '../../../ui/classes.ts'
import { documents } from '../../../words/en/documents.ts'
import { useWords } from '../../../words/language.ts'
import { HeadingPath, headingsBelow } from './heading-path.tsx'

export const passageId = (position: number) => `passage-${position}`

interface PassagesProps {
  passages: readonly PassageView[]
  /** Of the document: what its first heading often says once more. */
  title: string
  asked: number | null
}

/** Passages in the order of their document, under their headings; the one that somebody came for is marked. */
export function DocumentPassages({ passages, title, asked }: PassagesProps) {
  const words = useWords(documents)
  return (
    <section aria-label={words.passagesOf} className="mt-5">
      <ol className="flex flex-col gap-4">
        {passages.map((passage, index) => (
          <Passage
            key={passage.position}
            passage={passage}
            headings={headingsBelow(title, passage.headings)}
            isAsked={passage.position === asked}
            isUnderNewHeadings={!isSame(passages[index - 1]?.headings ?? [], passage.headings)}
          />
        ))}
      </ol>
    </section>
  )
}

interface Props {
  passage: PassageView
  headings: readonly string[]
  isAsked: boolean
  isUnderNewHeadings: boolean
}

function Passage({ passage: { position, page, content }, headings, isAsked, isUnderNewHeadings }: Props) {
  const words = useWords(documents)
  const ref = useRef<HTMLLIElement>(null)
  // After the page's heading, which takes the focus as it appears: whoever comes for a passage reads on there.
  useEffect(() => {
    if (!isAsked) return
    ref.current?.scrollIntoView({ block: 'center' })
    ref.current?.focus({ preventScroll: true })
  }, [isAsked])
  return (
    <li
      ref={ref}
      id={passageId(position)}
      tabIndex={-1}
      {...(isAsked ? { 'aria-current': 'true' } : {})}
      className={classes(
        'rounded-md border-s-4 ps-3.5',
        isAsked ? 'border-accent bg-accent-soft py-3 pe-3.5' : 'border-transparent',
      )}
    >
      {isUnderNewHeadings && headings.length > 0 && (
        <h2 className="mb-1">
          <HeadingPath headings={headings} />
        </h2>
      )}
      <p className="flex flex-wrap gap-x-3 text-xs text-ink-faint">
        <span className={classes(isAsked && 'font-medium text-accent-strong')}>
          {isAsked ? words.thisPassage(position + 1) : words.passage(position + 1)}
        </span>
        {page !== null && <span>{words.page(page)}</span>}
      </p>
      <p dir="auto" className="mt-0.5 wrap-anywhere whitespace-pre-wrap">
        {content}
      </p>
    </li>
  )
}

const isSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one, index) => one === b[index])
