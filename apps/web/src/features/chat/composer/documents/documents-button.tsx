import { FileSearch } from 'lucide-react'
import { lazy, Suspense, useCallback, useState } from 'react'
import { createPortal } from 'react-dom'
import { sources } from '../../../../words/en/sources.ts'
import { useWords } from '../../../../words/language.ts'
import type { ParametersProps } from '../parameters/parameters-button.tsx'
import { ToolButton } from '../tool-button.tsx'

const DocumentsDialog = lazy(async () => {
  const { DocumentsDialog: component } = await import('./documents-dialog.tsx')
  return { default: component }
})

/** Leads to whether this chat's answers are given from documents, and from which; shows when they are. */
export function DocumentsButton(props: ParametersProps) {
  const words = useWords(sources).asking
  const [isOpen, setIsOpen] = useState(false)
  const close = useCallback(() => setIsOpen(false), [])
  const { documents } = props.parameters
  const tags = documents?.tags.join(', ') ?? ''
  const label = documents === null ? words.off : tags === '' ? words.on : words.onWith(tags)
  return (
    <>
      <ToolButton
        id={BUTTON_ID}
        icon={FileSearch}
        label={label}
        word={documents && words.word}
        onOpen={() => setIsOpen(true)}
      />
      {isOpen &&
        createPortal(
          <Suspense fallback={null}>
            <DocumentsDialog {...props} openedBy={BUTTON_ID} onClose={close} />
          </Suspense>,
          document.body,
        )}
    </>
  )
}

const BUTTON_ID = 'documents-button'
