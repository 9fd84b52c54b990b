import type { ModelView } from '@coco/shared/model-views'
import { ChevronsUpDown } from 'lucide-react'
import { Menu } from '../../ui/menu.tsx'
import { models as modelWords } from '../../words/en/models.ts'
import { useWords } from '../../words/language.ts'
import { groupModels } from './group-models.ts'

interface Props {
  models: ModelView[]
  chosen: ModelView
  tenantName: string
  onChoose: (modelId: string) => void
}

/** Usable models first. The others stay choosable: Snowflake gives the answer, and a refusal is explained. */
export function ModelPicker({ models, chosen, tenantName, onChoose }: Props) {
  const words = useWords(modelWords)
  const { available, unavailable } = groupModels(models)
  return (
    <Menu
      label={words.model}
      align="start"
      trigger={
        <button
          type="button"
          className="touch-target inline-flex min-h-9 min-w-0 items-center gap-1.5 rounded-md px-2.5 text-sm text-ink-soft transition-colors duration-(--duration-fast) hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken"
        >
          <span className="sr-only">{words.modelIs}</span>
          <span className="truncate">{chosen.id}</span>
          {chosen.access === 'not_granted' && (
            <span className="shrink-0 text-xs text-danger">{words.notAvailable}</span>
          )}
          <ChevronsUpDown aria-hidden size={14} strokeWidth={1.75} className="shrink-0" />
        </button>
      }
    >
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

function ModelLines({ model }: { model: ModelView }) {
  const words = useWords(modelWords)
  return (
    <>
      <span className={model.access === 'not_granted' ? 'block text-ink-soft' : 'block'}>
        {model.id}
        {model.isDefault && <span className="text-ink-faint">{words.isDefault}</span>}
      </span>
      {model.access !== 'granted' && (
        <span className="block text-xs text-ink-faint">{words.reasons[model.access]}</span>
      )}
    </>
  )
}
