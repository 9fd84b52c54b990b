import { MAX_FEEDBACK_NOTE_CHARS } from '@coco/shared/text-limits'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { isEscape } from '../../../lib/input-method.ts'
import { Button } from '../../../ui/button.tsx'
import { feedbackNote } from '../../../words/en/feedback-note.ts'
import { useWords } from '../../../words/language.ts'

interface Props {
  note: string
  onSave: (note: string) => Promise<boolean>
  /** `hasFocus`: it would be lost with the form. */
  onClose: (hasFocus: boolean) => void
}

/** Why an answer was good or bad, in the reader's words. What is typed stays when it cannot be saved. */
export function FeedbackNote({ note, onSave, onClose }: Props) {
  const words = useWords(feedbackNote)
  const [text, setText] = useState(note)
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const formRef = useRef<HTMLFormElement>(null)
  const id = useId()

  useEffect(() => fieldRef.current?.focus(), [])

  function onKeyDown(event: KeyboardEvent) {
    if (!isEscape(event.nativeEvent)) return
    event.preventDefault()
    close()
  }

  function close() {
    onClose(formRef.current?.contains(document.activeElement) ?? false)
  }

  async function save() {
    if (await onSave(text)) close()
  }

  return (
    <form
      ref={formRef}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      className="mt-1 ml-1.5 basis-full text-sm text-ink"
    >
      <label htmlFor={id}>{words.why}</label>
      <textarea
        ref={fieldRef}
        id={id}
        rows={2}
        maxLength={MAX_FEEDBACK_NOTE_CHARS}
        aria-describedby={`${id}-hint`}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-frame mt-1 block field-sizing-content max-h-40 min-h-14 w-full resize-none rounded-md px-2.5 py-1.5 pointer-coarse:text-base"
      />
      <div className="mt-1 flex flex-wrap items-center justify-end gap-2">
        <p id={`${id}-hint`} className="min-w-0 flex-1 text-xs text-ink-soft">
          {words.whyHint}
        </p>
        <Button look="quiet" onClick={close}>
          {words.close}
        </Button>
        <Button look="solid" type="submit">
          {words.save}
        </Button>
      </div>
    </form>
  )
}
