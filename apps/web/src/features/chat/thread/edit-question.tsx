import { type KeyboardEvent, useEffect, useRef } from 'react'
import { isEscape } from '../../../lib/input-method.ts'
import { Button } from '../../../ui/button.tsx'
import { thread } from '../../../words/en/thread.ts'
import { useWords } from '../../../words/language.ts'
import { isSendKey } from '../composer/is-send-key.ts'

interface Props {
  text: string
  /** Why it cannot be sent at the moment; null when it can. */
  blockedBecause: string | null
  onChange: (text: string) => void
  onSend: () => void
  onCancel: () => void
}

/** An old question, to be asked in other words. What it was stays, as another version. */
export function EditQuestion({ text, blockedBecause, onChange, onSend, onCancel }: Props) {
  const words = useWords(thread)
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const canSend = text.trim() !== '' && blockedBecause === null

  useEffect(() => {
    const field = fieldRef.current
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
  }, [])

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (isEscape(event.nativeEvent)) onCancel()
    if (!isSendKey(event.nativeEvent)) return
    event.preventDefault()
    if (canSend) onSend()
  }

  return (
    <form
      aria-label={words.editForm}
      onSubmit={(event) => {
        event.preventDefault()
        if (canSend) onSend()
      }}
      className="field-frame rounded-md p-2"
    >
      <textarea
        ref={fieldRef}
        aria-label={words.yourQuestion}
        rows={1}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className="touch-target block field-sizing-content max-h-[min(40dvh,20rem)] min-h-10 w-full resize-none overflow-y-auto bg-transparent px-2 py-1.5 outline-none"
      />
      <div className="mt-1 flex flex-wrap items-center justify-end gap-2">
        {blockedBecause !== null && <p className="min-w-0 flex-1 px-2 text-xs text-ink-soft">{blockedBecause}</p>}
        <Button look="quiet" onClick={onCancel}>
          {words.cancel}
        </Button>
        <Button look="solid" type="submit" aria-disabled={!canSend}>
          {words.askAgain}
        </Button>
      </div>
    </form>
  )
}
