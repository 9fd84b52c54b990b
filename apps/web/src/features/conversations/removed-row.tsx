import { Undo2 } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { conversations } from '../../words/en/conversations.ts'
import { useWords } from '../../words/language.ts'

/** In the place of a conversation that was just deleted. It takes the focus that the deleted one had. */
export function RemovedRow({ title, onUndo }: { title: string; onUndo: () => void }) {
  const words = useWords(conversations)
  const undoRef = useRef<HTMLButtonElement>(null)
  const wordId = useId()
  useEffect(() => {
    // The menu that led here gives the focus back as it closes; this comes after.
    const frame = requestAnimationFrame(() => undoRef.current?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <li
      data-keeps-focus
      className="appear flex items-center gap-2 rounded-md border border-line bg-sunken py-0.5 ps-2.5 pe-0.5 text-sm"
    >
      <p id={wordId} role="status" className="min-w-0 flex-1 truncate text-ink-soft">
        {words.deleted(title)}
      </p>
      <button
        ref={undoRef}
        type="button"
        aria-describedby={wordId}
        onClick={onUndo}
        className="touch-target inline-flex min-h-8 shrink-0 items-center gap-1.5 rounded-sm px-2 font-medium text-accent hover:text-accent-strong"
      >
        <Undo2 aria-hidden size={14} strokeWidth={2} />
        {words.undo}
      </button>
    </li>
  )
}
