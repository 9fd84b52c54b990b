import type { ModelView } from '@coco/shared/model-views'
import { ChevronsUpDown } from 'lucide-react'
import { Menu } from '../../ui/menu.tsx'
import { groupModels } from './group-models.ts'

interface Props {
  models: ModelView[]
  chosen: ModelView
  tenantName: string
  onChoose: (modelId: string) => void
}

/** Usable models first. The others stay choosable: Snowflake gives the answer, and a refusal is explained. */
export function ModelPicker({ models, chosen, tenantName, onChoose }: Props) {
  const { available, unavailable } = groupModels(models)
  return (
    <Menu
      label="Model"
      align="start"
      trigger={
        <button
          type="button"
          className="touch-target inline-flex min-h-9 min-w-0 items-center gap-1.5 rounded-md px-2.5 text-sm text-ink-soft transition-colors duration-(--duration-fast) hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken"
        >
          <span className="sr-only">Model: </span>
          <span className="truncate">{chosen.id}</span>
          {chosen.access === 'not_granted' && <span className="shrink-0 text-xs text-danger">not available</span>}
          <ChevronsUpDown aria-hidden size={14} strokeWidth={1.75} className="shrink-0" />
        </button>
      }
    >
      {({ MenuChoice, MenuHeading, MenuLine, MenuOption }) => (
        <MenuChoice value={chosen.id} onChange={onChoose}>
          {available.length > 0 && <MenuHeading>Available to {tenantName}</MenuHeading>}
          {available.map((model) => (
            <MenuOption key={model.id} value={model.id}>
              <ModelLines model={model} />
            </MenuOption>
          ))}
          {available.length > 0 && unavailable.length > 0 && <MenuLine />}
          {unavailable.length > 0 && <MenuHeading>Not available to {tenantName}</MenuHeading>}
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

function ModelLines({ model }: { model: ModelView }) {
  return (
    <>
      <span className={model.access === 'not_granted' ? 'block text-ink-soft' : 'block'}>
        {model.id}
        {model.isDefault && <span className="text-ink-faint"> · default</span>}
      </span>
      {model.access !== 'granted' && (
        <span className="block text-xs text-ink-faint">{ACCESS_REASONS[model.access]}</span>
      )}
    </>
  )
}

const ACCESS_REASONS = {
  not_granted: 'Not granted in Snowflake. Asking anyway tells how to allow it.',
  unknown: 'Snowflake’s list could not be read. Asking will tell.',
}
