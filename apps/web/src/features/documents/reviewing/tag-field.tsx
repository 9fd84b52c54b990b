import { TAGS_MAX } from '@coco/shared/document-limits'
import { Plus, X } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { parts } from '../../../words/en/parts.ts'
import { uploads } from '../../../words/en/uploads.ts'
import { useWords } from '../../../words/language.ts'
import { withTyped } from './tag-list.ts'

/** So many of those in use are offered; the rest are typed. */
const OFFERED = 8

interface Props {
  tags: readonly string[]
  /** Those in use, the most frequent first. */
  suggestions: readonly string[]
  onChange: (tags: readonly string[]) => void
}

/** Words by which documents are put together: typed one after the other, or taken from those in use. */
export function TagField({ tags, suggestions, onChange }: Props) {
  const id = useId()
  const words = useWords(uploads).tags
  const { optional } = useWords(parts)
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const isFull = tags.length >= TAGS_MAX
  const offered = isFull ? [] : suggestions.filter((tag) => !tags.includes(tag)).slice(0, OFFERED)

  function take(text: string) {
    setTyped('')
    onChange(withTyped(tags, text))
  }

  function remove(tag: string) {
    onChange(tags.filter((one) => one !== tag))
    input.current?.focus()
  }

  return (
    <div>
      <label htmlFor={id} className="block text-sm font-medium">
        {words.label}
        <span className="font-normal text-ink-faint">{optional}</span>
      </label>
      <p id={`${id}-hint`} className="mt-0.5 text-sm text-ink-soft">
        {isFull ? words.full(TAGS_MAX) : words.hint(TAGS_MAX)}
      </p>
      <div className="field-frame mt-1.5 flex flex-wrap items-center gap-1.5 rounded-md px-2 py-1.5">
        {tags.map((tag) => (
          <button
            key={tag}
            type="button"
            aria-label={words.remove(tag)}
            onClick={() => remove(tag)}
            className="touch-target inline-flex min-h-7 max-w-full items-center gap-1 rounded-sm border border-line bg-sunken px-1.5 text-sm"
          >
            <span dir="auto" className="min-w-0 wrap-anywhere">
              {tag}
            </span>
            <X aria-hidden size={14} strokeWidth={1.75} className="shrink-0" />
          </button>
        ))}
        <input
          ref={input}
          id={id}
          value={typed}
          autoComplete="off"
          autoCapitalize="none"
          dir="auto"
          aria-describedby={`${id}-hint`}
          onChange={({ target: { value } }) => (value.includes(',') ? take(value) : setTyped(value))}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Enter' && typed.trim() !== '') {
              event.preventDefault()
              take(typed)
            } else if (event.key === 'Backspace' && typed === '' && tags.length > 0) {
              onChange(tags.slice(0, -1))
            }
          }}
          // What is typed and not ended counts, too.
          onBlur={() => typed.trim() !== '' && take(typed)}
          className="min-h-8 min-w-24 flex-1 bg-transparent px-1 outline-none"
        />
      </div>
      {offered.length > 0 && (
        <div role="group" aria-label={words.used} className="mt-2 flex flex-wrap items-center gap-1.5">
          <span aria-hidden className="text-sm text-ink-soft">
            {words.used}
          </span>
          {offered.map((tag) => (
            <button
              key={tag}
              type="button"
              aria-label={words.add(tag)}
              onClick={() => {
                take(tag)
                input.current?.focus()
              }}
              className="touch-target inline-flex min-h-7 items-center gap-1 rounded-sm border border-line-strong px-1.5 text-sm hover:border-ink-soft"
            >
              <Plus aria-hidden size={14} strokeWidth={1.75} />
              {tag}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
