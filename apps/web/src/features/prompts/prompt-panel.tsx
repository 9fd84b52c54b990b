import type { PromptSummary } from '@coco/shared/prompts'
import { type RefObject, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { prompts as section } from '../../words/en/prompts.ts'
import { useWords } from '../../words/language.ts'
import type { PromptField } from './prompt-field.ts'
import { optionId, PromptOptions } from './prompt-options.tsx'
import { usePromptOptions } from './use-prompt-options.ts'

interface Props {
  field: PromptField
  onChoose: (prompt: PromptSummary) => void
  /** Escape: the focus goes back to the composer. */
  onClose: () => void
  /** Somebody went elsewhere. */
  onLeave: () => void
}

/** Beside a field in which a slash and perhaps the beginning of a name stands: the caret stays there, the keys move here. */
export function SlashPanel({ field, onChoose, onClose, onLeave }: Props) {
  const listId = useId()
  const panelRef = useRef<HTMLDivElement>(null)
  const options = usePromptOptions({ typed: field.draft.slice(1), onChoose, onClose })
  const marked = optionId(listId, options.marked)
  const { setAssist } = field
  const hasList = options.found.length > 0
  const onKeyDown = useEffectEvent(options.onKeyDown)
  useEffect(() => {
    setAssist({
      attributes: {
        'aria-autocomplete': 'list',
        'aria-haspopup': 'listbox',
        'aria-controls': hasList ? listId : undefined,
        'aria-activedescendant': marked ?? undefined,
      },
      onKeyDown: (event) => onKeyDown(event),
    })
    return () => setAssist(null)
  }, [setAssist, listId, hasList, marked])
  useLeaving(panelRef, field.fieldRef, onLeave)
  return (
    <div ref={panelRef} className={PANEL}>
      <PromptOptions listId={listId} options={options} onChoose={onChoose} />
    </div>
  )
}

/** Opened with the button: with a field of its own to find one, since the composer's may hold a draft. */
export function PickerPanel({ onChoose, onClose, onLeave }: Omit<Props, 'field'>) {
  const words = useWords(section)
  const listId = useId()
  const panelRef = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const options = usePromptOptions({ typed, onChoose, onClose })
  useLeaving(panelRef, null, onLeave)
  return (
    <div ref={panelRef} className={PANEL}>
      <div className="p-2 pb-1">
        <input
          ref={giveFocus}
          type="text"
          role="combobox"
          aria-label={words.filter}
          placeholder={words.filter}
          aria-expanded={options.found.length > 0}
          aria-autocomplete="list"
          aria-controls={options.found.length > 0 ? listId : undefined}
          aria-activedescendant={optionId(listId, options.marked) ?? undefined}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            // Enter in here sends no message, whatever it finds.
            if (options.onKeyDown(event) || event.key === 'Enter') event.preventDefault()
          }}
          className="field-frame touch-target min-h-9 w-full rounded-md px-2.5 text-sm outline-none placeholder:text-ink-faint pointer-coarse:text-base"
        />
      </div>
      <PromptOptions listId={listId} options={options} onChoose={onChoose} />
    </div>
  )
}

const giveFocus = (input: HTMLInputElement | null) => input?.focus()

/** Above the composer's form, as wide as it. */
const PANEL =
  'appear absolute inset-x-0 bottom-full z-10 mb-2 overflow-hidden rounded-lg border border-line-strong bg-raised shadow-high'

/** Whoever goes elsewhere is done with it. */
function useLeaving(
  panelRef: RefObject<HTMLElement | null>,
  fieldRef: RefObject<HTMLElement | null> | null,
  onLeave: () => void,
) {
  const leave = useEffectEvent(onLeave)
  useEffect(() => {
    const listening = new AbortController()
    const look = ({ target }: Event) => {
      // The button itself opens and closes.
      if (!(target instanceof Element) || target.closest('[data-opens-prompts]')) return
      if (!panelRef.current?.contains(target) && !fieldRef?.current?.contains(target)) leave()
    }
    document.addEventListener('focusin', look, { signal: listening.signal })
    document.addEventListener('pointerdown', look, { signal: listening.signal })
    return () => listening.abort()
  }, [panelRef, fieldRef])
}
