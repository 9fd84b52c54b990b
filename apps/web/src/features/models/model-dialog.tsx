import type { ModelView } from '@coco/shared/model-views'
import { Check } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { isOfInputMethod } from '../../lib/input-method.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { models as modelWords } from '../../words/en/models.ts'
import { useWords } from '../../words/language.ts'
import { groupModels } from './group-models.ts'
import { ModelLines } from './model-lines.tsx'

interface Props {
  openedBy: string
  models: ModelView[]
  chosen: ModelView
  tenantName: string
  onChoose: (modelId: string) => void
  onClose: () => void
}

/** Many models: those whose name has what is written, in the same two groups. The arrow keys lead from the field into the list and through it. */
export function ModelDialog({ openedBy, models, chosen, tenantName, onChoose, onClose }: Props) {
  const words = useWords(modelWords)
  const [sought, setSought] = useState('')
  const found = models.filter(({ id }) => id.toLowerCase().includes(sought.trim().toLowerCase()))
  const { available, unavailable } = groupModels(found)

  function choose(modelId: string) {
    onChoose(modelId)
    onClose()
  }

  const group = (heading: string, rows: ModelView[]) =>
    rows.length > 0 && (
      <section aria-label={heading}>
        <h3 aria-hidden className="px-2.5 pt-3 pb-1 text-xs text-ink-faint">
          {heading}
        </h3>
        <ul>
          {rows.map((model) => (
            <li key={model.id}>
              <button
                type="button"
                aria-pressed={model.id === chosen.id}
                onClick={() => choose(model.id)}
                onKeyDown={moveWithArrows}
                className="touch-target flex min-h-9 w-full items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-start text-sm hover:bg-sunken"
              >
                <span className="flex size-4 shrink-0 items-center justify-center">
                  {model.id === chosen.id && <Check aria-hidden size={16} strokeWidth={2} />}
                </span>
                <span className="min-w-0 flex-1">
                  <ModelLines model={model} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    )

  return (
    <Dialog title={words.model} look="card" openedBy={openedBy} onClose={onClose}>
      <div data-stops>
        <input
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
          onKeyDown={(event) => {
            if (isOfInputMethod(event.nativeEvent)) return
            moveWithArrows(event)
            const [first] = [...available, ...unavailable]
            if (event.key === 'Enter' && sought.trim() !== '' && first) choose(first.id)
          }}
          className="field-frame mt-4 min-h-11 w-full rounded-md px-3"
        />
        {group(words.availableTo(tenantName), available)}
        {group(words.notAvailableTo(tenantName), unavailable)}
        <p role="status" className="px-2.5 pt-3 text-sm text-ink-soft empty:hidden">
          {found.length === 0 && words.noneFound}
        </p>
      </div>
    </Dialog>
  )
}

function moveWithArrows(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const all = event.currentTarget.closest('[data-stops]')?.querySelectorAll<HTMLElement>('input, button')
  const stops = [...(all ?? [])]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  event.preventDefault()
  stops[Math.min(Math.max(at + (event.key === 'ArrowDown' ? 1 : -1), 0), stops.length - 1)]?.focus()
}
