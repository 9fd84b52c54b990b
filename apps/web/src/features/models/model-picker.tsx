import type { ModelView } from '@coco/shared/model-views'
import { ChevronsUpDown } from 'lucide-react'
import { cloneElement, lazy, Suspense, useCallback, useState } from 'react'
import { createPortal } from 'react-dom'
import { Menu } from '../../ui/menu.tsx'
import { models as modelWords } from '../../words/en/models.ts'
import { useWords } from '../../words/language.ts'
import { groupModels } from './group-models.ts'
import { ModelLines } from './model-lines.tsx'

const ModelDialog = lazy(async () => {
  const { ModelDialog: component } = await import('./model-dialog.tsx')
  return { default: component }
})

const MOST_IN_A_MENU = 8
const BUTTON_ID = 'model-button'

interface Props {
  models: ModelView[]
  chosen: ModelView
  tenantName: string
  onChoose: (modelId: string) => void
}

/**
 * Usable models first. The others stay choosable: Snowflake gives the answer, and a refusal is explained. Few models are a menu;
 * among many one searches.
 */
export function ModelPicker({ models, chosen, tenantName, onChoose }: Props) {
  const words = useWords(modelWords)
  const [isOpen, setIsOpen] = useState(false)
  const close = useCallback(() => setIsOpen(false), [])
  const { available, unavailable } = groupModels(models)
  const button = (
    <button
      type="button"
      id={BUTTON_ID}
      className="touch-target inline-flex min-h-9 min-w-0 items-center gap-1.5 rounded-md px-2.5 text-sm text-ink-soft transition-colors duration-(--duration-fast) hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken"
    >
      <span className="sr-only">{words.modelIs}</span>
      <span className="truncate">{chosen.id}</span>
      {chosen.access === 'not_granted' && <span className="shrink-0 text-xs text-danger">{words.notAvailable}</span>}
      <ChevronsUpDown aria-hidden size={14} strokeWidth={1.75} className="shrink-0" />
    </button>
  )

  if (models.length > MOST_IN_A_MENU) {
    return (
      <>
        {cloneElement(button, { 'aria-haspopup': 'dialog', onClick: () => setIsOpen(true) })}
        {isOpen &&
          createPortal(
            <Suspense fallback={null}>
              <ModelDialog
                openedBy={BUTTON_ID}
                models={models}
                chosen={chosen}
                tenantName={tenantName}
                onChoose={onChoose}
                onClose={close}
              />
            </Suspense>,
            document.body,
          )}
      </>
    )
  }
  return (
    <Menu label={words.model} align="start" trigger={button}>
      {({ MenuChoice, MenuHeading, MenuLine, MenuOption }) => (
        <MenuChoice value={chosen.id} onChange={onChoose}>
          {available.length > 0 && <MenuHeading>{words.availableTo(tenantName)}</MenuHeading>}
          {available.map((model) => (
            <MenuOption key={model.id} value={model.id}>
              <ModelLines model={model} />
            </MenuOption>
          ))}
          {available.length > 0 && unavailable.length > 0 && <MenuLine />}
          {unavailable.length > 0 && <MenuHeading>{words.notAvailableTo(tenantName)}</MenuHeading>}
          {unavailable.map((model) => (
            <MenuOption key={model.id} value={model.id}>
              <ModelLines model={model} />
            </MenuOption>
          ))}
        </MenuChoice>
      )}
    </Menu>
  )
}
