import { type ReactNode, useId } from 'react'

interface Props {
  label: string
  /** What to know before choosing; null for nothing. */
  hint: ReactNode
  min: number
  max: number
  step: number
  value: number
  /** The value as it is read. */
  shown: string
  onChange: (value: number) => void
}

/** A number between two others, chosen by sliding or with the arrow keys: what cannot be cannot be chosen. */
export function RangeField({ label, hint, min, max, step, value, shown, onChange }: Props) {
  const id = useId()
  return (
    <div>
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <output htmlFor={id} className="text-sm tabular-nums">
          {shown}
        </output>
      </div>
      {hint !== null && (
        <p id={`${id}-hint`} className="mt-0.5 text-sm text-ink-soft">
          {hint}
        </p>
      )}
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={shown}
        aria-describedby={hint === null ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className="mt-1 block h-11 w-full accent-accent"
      />
    </div>
  )
}
