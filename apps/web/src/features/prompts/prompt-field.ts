import type { AriaAttributes, KeyboardEvent, RefObject } from 'react'

/** What a prompt needs of the field that it goes into. */
export interface PromptField {
  draft: string
  write: (draft: string, selected?: { from: number; to: number }) => void
  fieldRef: RefObject<HTMLTextAreaElement | null>
  setAssist: (
    assist: { attributes: AriaAttributes; onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean } | null,
  ) => void
}
