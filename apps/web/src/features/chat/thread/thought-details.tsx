import { ChevronRight } from 'lucide-react'
import { useSecondsSince } from '../../../lib/seconds-since.ts'
import { thread } from '../../../words/en/thread.ts'
import { useWords } from '../../../words/language.ts'
import type { Thought } from '../state/answer.ts'

/** What the model thought aloud: folded, and no part of what is copied. */
export function ThoughtDetails({ thought }: { thought: Thought }) {
  const words = useWords(thread)
  const isThinking = thought.endedAtMs === null
  const seconds = useSecondsSince(thought.startedAtMs ?? 0, thought.startedAtMs === null ? 0 : thought.endedAtMs)
  const title = isThinking ? words.thinking : thought.startedAtMs === null ? words.thoughtFirst : words.thoughtFor
  const time = thought.startedAtMs === null ? '' : ` ${words.seconds(String(seconds))}`
  return (
    <details className="group mb-3 text-sm text-ink-soft">
      <summary className="touch-target -ml-1 inline-flex min-h-7 cursor-pointer list-none items-center gap-1.5 rounded-sm px-1 hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          size={16}
          strokeWidth={1.75}
          className="transition-transform duration-(--duration-fast) group-open:rotate-90"
        />
        {title}
        {time}
      </summary>
      <p className="mt-2 border-s-2 border-line ps-4 whitespace-pre-wrap">{thought.text.trim()}</p>
    </details>
  )
}
