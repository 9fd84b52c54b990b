import type { ConversationParameters } from '@coco/shared/answer-parameters'
import { SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense, useCallback, useState } from 'react'
import { createPortal } from 'react-dom'
import { classes } from '../../../../ui/classes.ts'
import { composer } from '../../../../words/en/composer.ts'
import { useWords } from '../../../../words/language.ts'
import { isAsUsual } from './kept-parameters.ts'

const ParametersDialog = lazy(async () => {
  const { ParametersDialog: component } = await import('./parameters-dialog.tsx')
  return { default: component }
})

interface Props {
  tenantName: string
  parameters: ConversationParameters
  onSave: (parameters: ConversationParameters) => Promise<void>
}

/** Leads to how this chat's answers are asked for, and says in a word when that is not as usual. */
export function ParametersButton({ tenantName, parameters, onSave }: Props) {
  const words = useWords(composer).parameters
  const [isOpen, setIsOpen] = useState(false)
  const close = useCallback(() => setIsOpen(false), [])
  const isUsual = isAsUsual(parameters)
  return (
    <>
      <button
        type="button"
        id={BUTTON_ID}
        aria-label={isUsual ? words.button : words.changed}
        title={isUsual ? words.button : words.changed}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
        className={classes(
          'touch-target inline-flex min-h-9 min-w-9 shrink-0 items-center justify-center gap-1.5 rounded-md text-sm',
          'transition-colors duration-(--duration-fast) hover:bg-sunken hover:text-ink',
          isUsual ? 'text-ink-soft' : 'bg-sunken px-2 font-medium text-ink',
        )}
      >
        <SlidersHorizontal aria-hidden size={16} strokeWidth={1.75} />
        {!isUsual && <span className="max-sm:sr-only">{words.adjusted}</span>}
        {!isUsual && (
          <span aria-hidden className="size-1.5 rounded-full bg-accent sm:hidden forced-colors:bg-[Highlight]" />
        )}
      </button>
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
