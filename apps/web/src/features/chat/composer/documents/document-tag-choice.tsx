import { TAGS_MAX } from '@coco/shared/document-limits'
import type { DocumentTags } from '@coco/shared/document-views'
import { useId } from 'react'
import { sources as sourceWords } from '../../../../words/en/sources.ts'
import { useWords } from '../../../../words/language.ts'

interface Props {
  tags: DocumentTags
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
}

/** Any of the tags that there are; one that was chosen and is on no document by now can be taken away. */
export function DocumentTagChoice({ tags, chosen, onChange }: Props) {
  const words = useWords(sourceWords).asking
  const id = useId()
  const known = new Set(tags.map(({ tag }) => tag))
  const all = [...tags, ...chosen.filter((tag) => !known.has(tag)).map((tag) => ({ tag, count: 0 }))]
  if (all.length === 0) return <p className="text-sm text-ink-soft">{words.noTags}</p>
  return (
    <fieldset aria-describedby={`${id}-hint`}>
      <legend className="text-sm font-medium">{words.tags}</legend>
      <p id={`${id}-hint`} className="mt-0.5 text-sm text-ink-soft">
        {words.tagsHint}
      </p>
      <div className="mt-2 flex max-h-56 flex-wrap gap-2 overflow-y-auto">
        {all.map(({ tag, count }, index) => {
          const isChosen = chosen.includes(tag)
          return (
            <label
              key={tag}
              htmlFor={`${id}-${index}`}
              title={count === 1 ? words.documentWith : words.documentsWith(String(count))}
              className="touch-target inline-flex min-h-9 max-w-full items-center gap-2 rounded-md border border-line px-2.5 text-sm has-checked:border-line-strong has-checked:bg-sunken has-checked:font-medium"
            >
              <input
                type="checkbox"
                id={`${id}-${index}`}
                checked={isChosen}
                disabled={!isChosen && chosen.length >= TAGS_MAX}
                onChange={() => onChange(isChosen ? chosen.filter((one) => one !== tag) : [...chosen, tag])}
                className="size-5 shrink-0 accent-accent"
              />
              <span className="min-w-0 wrap-anywhere">{tag}</span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
