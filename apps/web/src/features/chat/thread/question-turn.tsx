import { Pencil } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { IconButton } from '../../../ui/icon-button.tsx'
import { thread } from '../../../words/en/thread.ts'
import { useWords } from '../../../words/language.ts'
import type { ChatActions } from './chat-actions.ts'
import { EditQuestion } from './edit-question.tsx'
import { headingIdOf } from './message-place.ts'
import { SiblingSwitch } from './sibling-switch.tsx'
import type { Question, Version } from '../state/thread.ts'
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
  const words = useWords(thread)
  const editRef = useRef<HTMLButtonElement>(null)
  const wasEdited = useRef(false)
  const isEditing = editedText !== null

  // The form takes the focus, and gives it back to where it came from.
  useEffect(() => {
    if (wasEdited.current && !isEditing && document.activeElement === document.body) editRef.current?.focus()
    wasEdited.current = isEditing
  }, [isEditing])

  return (
    <Turn speaker={words.you} headingId={headingIdOf(id)} heading={words.youAsked}>
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
          <div className="group flex items-start gap-2">
            <p dir="auto" className={`min-w-0 flex-1 whitespace-pre-wrap wrap-anywhere ${questionLook(text)}`}>
              {text}
            </p>
            <IconButton
              ref={editRef}
              icon={Pencil}
              label={words.edit}
              aria-disabled={blockedBecause !== null}
              title={blockedBecause ?? words.editHint}
              onClick={() => blockedBecause === null && actions.edit({ messageId: id, text })}
              className="size-7 opacity-0 pointer-coarse:-my-2 group-hover:opacity-100 focus-visible:opacity-100 aria-disabled:text-ink-faint pointer-coarse:opacity-100"
            />
          </div>
          <div className="-ml-1.5 empty:hidden">
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
