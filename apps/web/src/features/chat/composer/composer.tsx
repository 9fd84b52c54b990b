import { ArrowUp, Square } from 'lucide-react'
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { composer } from '../../../words/en/composer.ts'
import { useWords } from '../../../words/language.ts'
import { ComposerFieldContext, type FieldAssist } from './composer-field.ts'
import { isSendKey } from './is-send-key.ts'
import { MESSAGE_FIELD_ID } from './message-field.ts'

interface Props {
  fieldRef: RefObject<HTMLTextAreaElement | null>
  draft: string
  isAnswering: boolean
  /** Why nothing can be sent at the moment, for a person; null when something can. */
  blockedBecause: string | null
  /** Whether the reason is shown, too, to somebody who tried; it is always told to a screen reader at Send. */
  showsReason: boolean
  /** What helps with writing, at the beginning of the row below; see `useComposerField`. */
  tools: ReactNode
  modelPicker: ReactNode
  onDraft: (draft: string) => void
  onSend: () => void
  /** Somebody wanted to send, and `blockedBecause` stood against it. */
  onHeldBack: () => void
  /** Somebody wanted to send while an answer is being written. */
  onSendLater: () => void
  onStop: () => void
}

/** Where one writes. While an answer arrives one can go on writing; Send has become Stop, in the same place and size. */
export function Composer(props: Props) {
  const { fieldRef, draft, isAnswering, blockedBecause, showsReason, tools, modelPicker } = props
  const { onDraft, onSend, onHeldBack, onSendLater, onStop } = props
  const words = useWords(composer)
  const reasonId = useId()
  const [assist, setAssist] = useState<FieldAssist | null>(null)
  const selectNext = useRef<{ from: number; to: number } | null>(null)
  const isEmpty = draft.trim() === ''
  const canSend = !isEmpty && blockedBecause === null

  function send() {
    if (isEmpty) return
    if (isAnswering) onSendLater()
    else if (canSend) onSend()
    else onHeldBack()
  }

  const field = useMemo(
    () => ({
      draft,
      fieldRef,
      setAssist,
      write(text: string, selected = { from: text.length, to: text.length }) {
        fieldRef.current?.focus()
        if (text === draft) fieldRef.current?.setSelectionRange(selected.from, selected.to)
        else selectNext.current = selected
        onDraft(text)
      },
    }),
    [draft, fieldRef, onDraft],
  )
  // Only once the text is there can a part of it be selected.
  useLayoutEffect(() => {
    if (selectNext.current === null) return
    const { from, to } = selectNext.current
    selectNext.current = null
    fieldRef.current?.setSelectionRange(from, to)
  }, [draft, fieldRef])

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (assist?.onKeyDown(event)) {
      event.preventDefault()
      return
    }
    if (!isSendKey(event.nativeEvent)) return
    event.preventDefault()
    send()
  }

  return (
    <form
      aria-label={words.message}
      onSubmit={(event) => {
        // A form of a dialog that one of the tools has opened is another one, though its events pass here.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        send()
      }}
      className="field-frame relative rounded-lg p-2 shadow-low transition-shadow duration-(--duration-fast) focus-within:shadow-high"
    >
      <textarea
        {...assist?.attributes}
        ref={fieldRef}
        id={MESSAGE_FIELD_ID}
        aria-label={words.yourMessage}
        placeholder={words.askAnything}
        rows={1}
        value={draft}
        onChange={(event) => onDraft(event.target.value)}
        onKeyDown={onKeyDown}
        className="touch-target block field-sizing-content max-h-[min(40dvh,20rem)] min-h-10 w-full resize-none overflow-y-auto bg-transparent px-2.5 py-2 outline-none placeholder:text-ink-faint"
      />
      <p id={reasonId} className={showsReason ? 'px-2.5 pb-2 text-sm text-ink-soft' : 'sr-only'}>
        {blockedBecause ?? (isEmpty ? words.writeFirst : '')}
      </p>
      <div className="flex items-center justify-between gap-2">
        <div className="flex min-w-0 items-center gap-1">
          <ComposerFieldContext value={field}>{tools}</ComposerFieldContext>
          {modelPicker}
        </div>
        {isAnswering ? (
          // Its own key: were this element turned into Send during the click, the browser would submit the form.
          <button
            key="stop"
            type="button"
            aria-label={words.stop}
            title={words.stop}
            // The second half of a double click on Send is no wish to stop.
            onClick={(event) => event.detail < 2 && onStop()}
            className={BUTTON}
          >
            <Square aria-hidden size={14} fill="currentColor" />
          </button>
        ) : (
          <button
            key="send"
            type="submit"
            aria-label={words.send}
            title={blockedBecause ?? words.send}
            aria-disabled={!canSend}
            aria-describedby={reasonId}
            className={BUTTON}
          >
            <ArrowUp aria-hidden size={20} strokeWidth={2} />
          </button>
        )}
      </div>
    </form>
  )
}

const BUTTON =
  'ms-auto touch-target border border-transparent inline-flex size-10 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent transition-colors duration-(--duration-fast) hover:bg-accent-strong aria-disabled:bg-sunken aria-disabled:text-ink-faint'
