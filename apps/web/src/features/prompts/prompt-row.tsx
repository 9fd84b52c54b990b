import type { PromptSummary } from '@coco/shared/prompts'
import { Ellipsis, Undo2 } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Moment } from '../../ui/moment.tsx'
import { SmallButton } from '../../ui/small-button.tsx'
import { prompts as section } from '../../words/en/prompts.ts'
import { useWords } from '../../words/language.ts'

export const promptActionsId = ({ id }: Pick<PromptSummary, 'id'>) => `actions-${id}`

interface Props {
  prompt: PromptSummary
  onEdit: () => void
  onDelete: () => void
}

/** One prompt: what it is called, how it begins, and what may be done with it. */
export function PromptRow({ prompt, onEdit, onDelete }: Props) {
  const words = useWords(section)
  const label = words.actionsFor(prompt.title)
  return (
    <li className="flex items-start gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p dir="auto" className="font-medium wrap-anywhere">
          {prompt.title}
        </p>
        <p dir="auto" className="line-clamp-2 text-sm wrap-anywhere text-ink-soft">
          {prompt.opening}
        </p>
        <p className="text-sm text-ink-faint">
          {prompt.isShared && prompt.isOwn && (
            <>
              {words.byYou}
              <span aria-hidden> · </span>
            </>
          )}
          {words.changed}
          <Moment at={prompt.updatedAt} />
        </p>
      </div>
      {prompt.mayChange && (
        <Menu
          label={label}
          align="end"
          trigger={<IconButton id={promptActionsId(prompt)} icon={Ellipsis} label={label} />}
        >
          {({ MenuItem }) => (
            <>
              <MenuItem onSelect={onEdit}>{words.edit}</MenuItem>
              <MenuItem onSelect={onDelete}>{words.delete}</MenuItem>
            </>
          )}
        </Menu>
      )}
    </li>
  )
}

/** In the place of a prompt that was just deleted. It takes the focus that the deleted one had. */
export function DeletedPrompt({ title, onUndo }: { title: string; onUndo: () => void }) {
  const words = useWords(section)
  const undoRef = useRef<HTMLButtonElement>(null)
  const wordId = useId()
  useEffect(() => {
    // The menu that led here gives the focus back as it closes; this comes after.
    const frame = requestAnimationFrame(() => undoRef.current?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <li className="flex items-center gap-3 py-3">
      <p id={wordId} role="status" className="min-w-0 flex-1 truncate text-ink-soft">
        {words.deleted(title)}
      </p>
      <SmallButton ref={undoRef} icon={Undo2} aria-describedby={wordId} onClick={onUndo}>
        {words.undo}
      </SmallButton>
    </li>
  )
}
