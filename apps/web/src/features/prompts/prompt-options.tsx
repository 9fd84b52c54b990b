import type { PromptSummary } from '@coco/shared/prompts'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { classes } from '../../ui/classes.ts'
import { Tag } from '../../ui/tag.tsx'
import { prompts as section } from '../../words/en/prompts.ts'
import { useLanguage, useWords } from '../../words/language.ts'
import type { usePromptOptions } from './use-prompt-options.ts'

interface Props {
  listId: string
  options: Pick<ReturnType<typeof usePromptOptions>, 'status' | 'found' | 'marked'>
  onChoose: (prompt: PromptSummary) => void
}

export const optionId = (listId: string, prompt: PromptSummary | null) => prompt && `${listId}-${prompt.id}`

/** The prompts to choose from, and the way to where they are kept. */
export function PromptOptions({ listId, options: { status, found, marked }, onChoose }: Props) {
  const words = useWords(section)
  const language = useLanguage()
  const markedRef = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // In braces: what it returns is no clean-up, in browsers in which it returns something.
    markedRef.current?.scrollIntoView({ block: 'nearest' })
  }, [marked])
  return (
    <>
      <p role="status" className={classes('px-3 py-2 text-sm text-ink-soft', found.length > 0 && 'sr-only')}>
        {status === 'pending' && words.loading}
        {status === 'error' && words.notLoaded}
        {status === 'success' && (found.length > 0 ? words.count(language, found.length) : words.noneOfThatName)}
      </p>
      {found.length > 0 && (
        <div
          id={listId}
          role="listbox"
          aria-label={words.list}
          className="max-h-[min(40dvh,18rem)] overflow-y-auto p-1"
        >
          {found.map((prompt) => (
            <button
              key={prompt.id}
              ref={prompt === marked ? markedRef : null}
              id={optionId(listId, prompt) ?? undefined}
              type="button"
              tabIndex={-1}
              role="option"
              aria-selected={prompt === marked}
              // The caret stays in the field.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onChoose(prompt)}
              className="touch-target flex min-h-9 w-full text-start items-baseline gap-2 rounded-md px-2.5 py-1.5 text-sm hover:bg-sunken aria-selected:bg-accent-soft aria-selected:font-medium forced-colors:aria-selected:underline"
            >
              <span dir="auto" className="max-w-[60%] shrink-0 truncate">
                {prompt.title}
              </span>
              <span dir="auto" className="min-w-0 flex-1 truncate font-normal text-ink-soft">
                {prompt.opening}
              </span>
              {prompt.isShared && <Tag tone="plain">{words.sharedTag}</Tag>}
            </button>
          ))}
        </div>
      )}
      <div className="border-t border-line p-1">
        <Link
          to="/prompts"
          className="touch-target flex min-h-9 items-center rounded-md px-2.5 text-sm text-ink-soft hover:bg-sunken hover:text-ink"
        >
          {words.manage}
        </Link>
      </div>
    </>
  )
}
