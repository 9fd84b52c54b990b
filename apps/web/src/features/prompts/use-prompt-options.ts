import type { PromptSummary } from '@coco/shared/prompts'
import { type KeyboardEvent, useState } from 'react'
import { isOfInputMethod } from '../../lib/input-method.ts'
import { trpc } from '../../lib/trpc.ts'
import { findPrompts } from './find-prompts.ts'

/** Fresh enough for who opens the list twice in a row. */
const STALE_MS = 10_000

interface Props {
  typed: string
  onChoose: (prompt: PromptSummary) => void
  onClose: () => void
}

/** The prompts that fit what was typed, one of them marked, and the keys that move the mark: the caret stays where it is. */
export function usePromptOptions({ typed, onChoose, onClose }: Props) {
  const list = trpc.prompts.list.useQuery(undefined, { staleTime: STALE_MS })
  const found = findPrompts(list.data ?? [], typed)
  const [marked, setMarked] = useState({ typed, index: 0 })
  // With other options the mark is at the first again.
  const index = marked.typed === typed ? Math.min(marked.index, Math.max(found.length - 1, 0)) : 0

  /** @returns whether the key was for the list */
  function onKeyDown(event: KeyboardEvent): boolean {
    if (isOfInputMethod(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return false
    const step = STEPS[event.key]
    if (step !== undefined && found.length > 0) {
      setMarked({ typed, index: (index + step + found.length) % found.length })
      return true
    }
    const chosen = found[index]
    if (event.key === 'Enter' && !event.shiftKey && chosen) {
      onChoose(chosen)
      return true
    }
    if (event.key !== 'Escape') return false
    onClose()
    return true
  }

  return { status: list.status, found, marked: found[index] ?? null, onKeyDown }
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
