import { memo } from 'react'
import { classes } from '../../../ui/classes.ts'
import { useMarkdown } from './use-markdown.ts'

/** The words of an answer, with a caret while they are being written. */
export const AnswerText = memo(function AnswerText({ source, isWriting }: { source: string; isWriting: boolean }) {
  const Markdown = useMarkdown()
  return (
    <div
      aria-busy={isWriting}
      className={classes('prose', isWriting && 'prose-writing', !Markdown && 'prose-plain whitespace-pre-wrap')}
    >
      {Markdown ? <Markdown source={source} isWriting={isWriting} /> : <p dir="auto">{source}</p>}
    </div>
  )
})
