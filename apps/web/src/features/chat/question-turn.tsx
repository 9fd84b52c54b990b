import { Pencil } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { SmallButton } from '../../ui/small-button.tsx'
import type { ChatActions } from './chat-actions.ts'
import { EditQuestion } from './edit-question.tsx'
import { headingIdOf } from './message-place.ts'
import { SiblingSwitch } from './sibling-switch.tsx'
import type { Question, Version } from './thread.ts'
import { Turn } from './turn.tsx'

interface Props {
  question: Question
  version: Version
  /** The new text while it is being rewritten, else null. */
  editedText: string | null
  blockedBecause: string | null
  actions: ChatActions
}

/** What a person asked, and the way to ask it otherwise. */
export function QuestionTurn({ question, version, editedText, blockedBecause, actions }: Props) {
  const { id, text } = question
  const editRef = useRef<HTMLButtonElement>(null)
  const wasEdited = useRef(false)
  const isEditing = editedText !== null

  // The form takes the focus, and gives it back to where it came from.
  useEffect(() => {
    if (wasEdited.current && !isEditing) editRef.current?.focus()
    wasEdited.current = isEditing
  }, [isEditing])

  return (
    <Turn speaker="You" headingId={headingIdOf(id)} heading="You asked">
      {isEditing ? (
        <EditQuestion
          text={editedText}
          blockedBecause={blockedBecause}
          onChange={(changed) => actions.edit({ messageId: id, text: changed })}
          onSend={() => actions.askEdited(question, editedText)}
          onCancel={() => actions.edit(null)}
        />
      ) : (
        <>
          <p dir="auto" className={`max-w-full whitespace-pre-wrap wrap-anywhere ${questionLook(text)}`}>
            {text}
          </p>
          <div className="mt-1 -ml-1.5 flex flex-wrap items-center gap-x-2">
            <SmallButton
              ref={editRef}
              icon={Pencil}
              aria-disabled={blockedBecause !== null}
              title={blockedBecause ?? 'Ask in other words'}
              onClick={() => blockedBecause === null && actions.edit({ messageId: id, text })}
            >
              Edit
            </SmallButton>
            <SiblingSwitch version={version} of="question" onChoose={actions.choose} />
          </div>
        </>
      )}
    </Turn>
  )
}

/** A short question reads like a heading; something long or pasted keeps the size of text. */
function questionLook(question: string): string {
  return question.length <= 160 && !question.includes('\n') ? 'font-serif text-lg' : 'text-base'
}
