import type { LucideIcon } from 'lucide-react'
import { classes } from '../../../ui/classes.ts'

interface Props {
  id: string
  icon: LucideIcon
  label: string
  /** What is set by it, in a word; null when that is as usual. */
  word: string | null
  onOpen: () => void
}

/** Leads to a dialog about the answers of this chat, and says in a word when they are another way than usual. */
export function ToolButton({ id, icon: Icon, label, word, onOpen }: Props) {
  return (
    <button
      type="button"
      id={id}
      aria-label={label}
      title={label}
      aria-haspopup="dialog"
      onClick={onOpen}
      className={classes(
        'touch-target inline-flex min-h-9 min-w-9 shrink-0 items-center justify-center gap-1.5 rounded-md text-sm',
        'transition-colors duration-(--duration-fast) hover:bg-sunken hover:text-ink',
        word === null ? 'text-ink-soft' : 'bg-sunken px-2 font-medium text-ink',
      )}
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} />
      {word !== null && (
        <>
          <span className="max-sm:sr-only">{word}</span>
          <span aria-hidden className="size-1.5 rounded-full bg-accent sm:hidden forced-colors:bg-[Highlight]" />
        </>
      )}
    </button>
  )
}
