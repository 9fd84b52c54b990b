import { type AriaAttributes, createContext, type KeyboardEvent, type RefObject, useContext } from 'react'

/** The field one writes in, for the tools beside it: what stands in it, and how to put something there. */
export interface ComposerField {
  draft: string
  /** Replaces the whole draft, and leads the caret there: to its end, or to what is to be written over. */
  write: (draft: string, selected?: { from: number; to: number }) => void
  fieldRef: RefObject<HTMLTextAreaElement | null>
  /** What stands by while one writes; null for nothing. */
  setAssist: (assist: FieldAssist | null) => void
}

/** A list that belongs to the field while it is open: the caret stays in the field, the keys move in the list. */
export interface FieldAssist {
  attributes: AriaAttributes
  /** Sees every key before the composer. True: it was for the list, and neither writes nor sends. */
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean
}

export const ComposerFieldContext = createContext<ComposerField | null>(null)

export function useComposerField(): ComposerField {
  const field = useContext(ComposerFieldContext)
  if (field === null) throw new Error('There is a field only in the composer.')
  return field
}
