import { Fragment, type ReactNode } from 'react'

interface Props {
  /** Words with gaps; each takes its place in the sentence, wherever the language wants it. */
  say: (...gaps: string[]) => string
  /** What stands in the gaps, in the order in which `say` takes them. */
  parts: readonly ReactNode[]
}

/** A sentence with something in it that is not text: a moment, a link, a name in another type. */
export function Sentence({ say, parts }: Props) {
  const pieces = say(...parts.map((_, index) => `${GAP}${index}${GAP}`)).split(GAP)
  // Text and numbers of parts take turns.
  return pieces.map((piece, index) => <Fragment key={index}>{index % 2 === 0 ? piece : parts[Number(piece)]}</Fragment>)
}

/** For private use, so it is in no sentence. */
const GAP = '\uE000'
