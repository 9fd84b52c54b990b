import { useMemo, useState } from 'react'
import { AnswerBlock } from './answer-block.tsx'
import { createAnswerSplitter } from './blocks/split-answer.ts'

interface Props {
  source: string
  /** While text still arrives, what is open is closed for display, so that it never flashes as raw marks. */
  isWriting: boolean
}

/** An answer as the model meant it to look. Loaded after the first paint; plain text stands in until then. */
export function Markdown({ source, isWriting }: Props) {
  const [split] = useState(createAnswerSplitter)
  const parts = useMemo(() => split(source, isWriting), [split, source, isWriting])
  return (
    <div>
      {parts.map((part, index) => (
        <AnswerBlock key={index} {...part} />
      ))}
    </div>
  )
}
