import type { ReactNode } from 'react'
import { parts } from '../words/en/parts.ts'
import { useWords } from '../words/language.ts'
import { Button } from './button.tsx'

interface Props {
  onCancel: () => void
  /** What ends the dialog otherwise, last in reading order. */
  children: ReactNode
}

/** The end of a dialog: away from it unchanged, or on. */
export function DialogActions({ onCancel, children }: Props) {
  const words = useWords(parts)
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button look="quiet" onClick={onCancel}>
        {words.cancel}
      </Button>
      {children}
    </div>
  )
}
