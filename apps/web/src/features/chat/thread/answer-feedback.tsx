import { MessageSquareText, ThumbsDown, ThumbsUp } from 'lucide-react'
import { type ComponentProps, lazy, Suspense, useRef, useState } from 'react'
import type { AnswerFeedback as Feedback } from '@coco/shared/conversation-views'
import { failureSentence } from '../../../lib/failure-sentence.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SmallButton } from '../../../ui/small-button.tsx'
import { thread } from '../../../words/en/thread.ts'
import { useWords } from '../../../words/language.ts'
import { useRateAnswer } from '../use-rate-answer.ts'

const FeedbackNote = lazy(async () => {
  const { FeedbackNote: component } = await import('./feedback-note.tsx')
  return { default: component }
})

/** Whether an answer was good or bad and, for those who like to say, why. Nothing has to be said. */
export function AnswerFeedback({ messageId, feedback: saved }: { messageId: string; feedback: Feedback | null }) {
  const words = useWords(thread).feedback
  const { feedback, failure, rate } = useRateAnswer(messageId, saved)
  const [isNoteOpen, setIsNoteOpen] = useState(false)
  const noteRef = useRef<HTMLButtonElement>(null)

  async function press(rating: Feedback['rating']) {
    const isTakenBack = feedback?.rating === rating
    setIsNoteOpen(false)
    await rate(isTakenBack ? null : { rating, note: feedback?.note ?? '' })
  }

  function closeNote(hadFocus: boolean) {
    setIsNoteOpen(false)
    if (hadFocus) noteRef.current?.focus()
  }

  return (
    <>
      <span role="group" aria-label={words.group} className="inline-flex items-center">
        <Thumb
          icon={ThumbsUp}
          label={words.good}
          isPressed={feedback?.rating === 'good'}
          onClick={() => void press('good')}
        />
        <Thumb
          icon={ThumbsDown}
          label={words.bad}
          isPressed={feedback?.rating === 'bad'}
          onClick={() => void press('bad')}
        />
        {feedback && (
          <SmallButton
            ref={noteRef}
            icon={MessageSquareText}
            aria-expanded={isNoteOpen}
            onClick={() => setIsNoteOpen(!isNoteOpen)}
          >
            {feedback.note === '' ? words.addNote : words.yourNote}
          </SmallButton>
        )}
      </span>
      {failure && (
        <p role="alert" className="basis-full px-1.5 text-danger">
          {words.notSaved(failureSentence(failure))}
        </p>
      )}
      {feedback && isNoteOpen && (
        <Suspense fallback={null}>
          <FeedbackNote
            note={feedback.note}
            onSave={(note) => rate({ rating: feedback.rating, note })}
            onClose={closeNote}
          />
        </Suspense>
      )}
    </>
  )
}

interface ThumbProps {
  icon: ComponentProps<typeof IconButton>['icon']
  label: string
  isPressed: boolean
  onClick: () => void
}

function Thumb({ isPressed, ...rest }: ThumbProps) {
  const words = useWords(thread).feedback
  return (
    <IconButton
      {...rest}
      aria-pressed={isPressed}
      title={isPressed ? words.takeBack : rest.label}
      className="size-7 [&_svg]:size-4 aria-pressed:text-accent aria-pressed:[&_svg]:fill-current"
    />
  )
}
