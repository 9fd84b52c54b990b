import type { ModelView } from '@coco/shared/model-views'
import { ChevronDown } from 'lucide-react'
import { Menu } from '../../ui/menu.tsx'
import { otherModel } from '../../words/en/other-model.ts'
import { useWords } from '../../words/language.ts'
import { groupModels } from './group-models.ts'

interface Props {
  models: ModelView[]
  /** Who wrote the answer that is there. */
  answeredBy: string
  /** Why nothing can be asked at the moment; null when something can. */
  blockedBecause: string | null
  onChoose: (modelId: string) => void
}

/** Whom else to ask the same. The models that may not be used stand last: asking tells how to allow them. */
export function OtherModelMenu({ models, answeredBy, blockedBecause, onChoose }: Props) {
  const words = useWords(otherModel)
  const { available, unavailable } = groupModels(models)
  const isBlocked = blockedBecause !== null
  // The same button, not another one: who has the focus on it keeps it when nothing can be asked for a while.
  const keepClosed = (event: { preventDefault: () => void }) => isBlocked && event.preventDefault()
  const choose = (id: string) => !isBlocked && onChoose(id)
  const button = (
    <button
      type="button"
      aria-label={words.name}
      title={blockedBecause ?? words.name}
      aria-disabled={isBlocked}
      onPointerDown={keepClosed}
      onKeyDown={(event) => OPENING_KEYS.includes(event.key) && keepClosed(event)}
      className="touch-target inline-flex h-7 w-6 items-center justify-center rounded-sm text-ink-soft transition-colors duration-(--duration-fast) hover:bg-sunken hover:text-ink aria-disabled:text-ink-faint data-[state=open]:bg-sunken"
    >
      <ChevronDown aria-hidden size={14} strokeWidth={1.75} />
    </button>
  )
  return (
    <Menu label={words.name} align="start" trigger={button}>
      {({ MenuHeading, MenuItem, MenuLine }) => (
        <>
          <MenuHeading>{words.heading}</MenuHeading>
          {available.map(({ id }) => (
            <MenuItem key={id} onSelect={() => choose(id)}>
              {id === answeredBy ? words.again(id) : id}
            </MenuItem>
          ))}
          {available.length > 0 && unavailable.length > 0 && <MenuLine />}
          {unavailable.length > 0 && <MenuHeading>{words.notAvailable}</MenuHeading>}
          {unavailable.map(({ id }) => (
            <MenuItem key={id} onSelect={() => choose(id)}>
              <span className="text-ink-soft">{id}</span>
            </MenuItem>
          ))}
        </>
      )}
    </Menu>
  )
}

const OPENING_KEYS = ['Enter', ' ', 'ArrowDown']
