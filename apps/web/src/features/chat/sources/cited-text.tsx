import { splitCitations } from '@coco/shared/citations'
import { Fragment, use } from 'react'
import { CitationChip } from './citation-chip.tsx'
import { Citations } from './citations.ts'

/** Words of an answer, the numbers by which they cite as chips. */
export function CitedText({ text }: { text: string }) {
  const sources = use(Citations)
  if (sources === null) return text
  return splitCitations(text).map((piece, index) => (
    <Fragment key={index}>
      {piece.type === 'text'
        ? piece.text
        : piece.numbers.map((number) => (
            <CitationChip key={number} number={number} source={sources.find((source) => source.number === number)} />
          ))}
    </Fragment>
  ))
}
