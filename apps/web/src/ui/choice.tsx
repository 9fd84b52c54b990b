import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { RadioOption } from './radio-option.tsx'

interface Props<Value> {
  name: string
  label: string
  /** What to know before choosing; null for nothing. */
  hint: ReactNode
  options: readonly { value: Value; label: string; lang?: string }[]
  /** `column` for sentences, of which each deserves a line. */
  layout: 'row' | 'column'
  chosen: Value
  onChoose: (value: Value) => void
}

/** One of a few, all in sight; it counts when it is chosen. */
export function Choice<Value extends string | boolean>({
  name,
  label,
  hint,
  options,
  layout,
  chosen,
  onChoose,
}: Props<Value>) {
  return (
    <fieldset>
      <legend className="text-sm font-medium">{label}</legend>
      {hint !== null && <p className="mt-0.5 text-sm text-ink-soft">{hint}</p>}
      <div className={classes('mt-1 flex', layout === 'row' ? 'flex-wrap gap-x-8' : 'flex-col')}>
        {options.map((option) => (
          <RadioOption
            key={String(option.value)}
            name={name}
            label={option.label}
            {...(option.lang ? { lang: option.lang } : {})}
            isChosen={option.value === chosen}
            onChoose={() => onChoose(option.value)}
          />
        ))}
      </div>
    </fieldset>
  )
}
