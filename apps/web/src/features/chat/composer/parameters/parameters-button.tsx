import type { ConversationParameters } from '@coco/shared/answer-parameters'
import { SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense, useCallback, useState } from 'react'
import { createPortal } from 'react-dom'
import { composer } from '../../../../words/en/composer.ts'
import { useWords } from '../../../../words/language.ts'
import { ToolButton } from '../tool-button.tsx'
import { isAsUsual } from './kept-parameters.ts'

const ParametersDialog = lazy(async () => {
  const { ParametersDialog: component } = await import('./parameters-dialog.tsx')
  return { default: component }
})

export interface ParametersProps {
  tenantName: string
  parameters: ConversationParameters
  onSave: (parameters: ConversationParameters) => Promise<void>
}

/** Leads to how this chat's answers are asked for, and says in a word when that is not as usual. */
export function ParametersButton({ tenantName, parameters, onSave }: ParametersProps) {
  const words = useWords(composer).parameters
  const [isOpen, setIsOpen] = useState(false)
  const close = useCallback(() => setIsOpen(false), [])
  const isUsual = isAsUsual(parameters)
  return (
    <>
      <ToolButton
        id={BUTTON_ID}
        icon={SlidersHorizontal}
        label={isUsual ? words.button : words.changed}
        word={isUsual ? null : words.adjusted}
        onOpen={() => setIsOpen(true)}
      />
      {/* Not inside the composer's own form. */}
      {isOpen &&
        createPortal(
          <Suspense fallback={null}>
            <ParametersDialog
              openedBy={BUTTON_ID}
              tenantName={tenantName}
              parameters={parameters}
              onSave={onSave}
              onClose={close}
            />
          </Suspense>,
          document.body,
        )}
    </>
  )
}

const BUTTON_ID = 'parameters-button'
