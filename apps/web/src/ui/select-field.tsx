import { type ReactNode, useId } from 'react'

interface Props {
  label: string
  /** What to know before choosing; null for nothing. */
  hint: ReactNode
  options: readonly { value: string; label: string }[]
  value: string
  onChange: (value: string) => void
}

/** One of many, in the browser's own list. */
export function SelectField({ label, hint, options, value, onChange }: Props) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
      </label>
      {hint !== null && (
        <p id={`${id}-hint`} className="mt-0.5 text-sm text-ink-soft">
          {hint}
        </p>
      )}
      <select
        id={id}
        value={value}
        aria-describedby={hint === null ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
        className="field-frame mt-1.5 block min-h-11 w-full rounded-md px-3"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
