import { useWords } from '../../../../words/language.ts'
import { text } from '../../../../words/en/text.ts'

/** Done or not: part of what the answer says, nothing to press. */
export function TaskMark({ isDone }: { isDone: boolean }) {
  const words = useWords(text)
  return (
    <input
      type="checkbox"
      checked={isDone}
      disabled
      aria-label={isDone ? words.done : words.notDone}
      className="me-1.5"
    />
  )
}
