import { useId } from 'react'
import { classes } from '../../ui/classes.ts'
import { Problem } from '../../ui/field.tsx'
import { useProblem } from '../../ui/form.tsx'

interface Props {
  name: string
  label: string
  hint: string
  defaultValue: string
  /** What is wrong beside being empty; null for nothing. */
  problem: string | null
  onChange: () => void
}

/** Several lines to fill in. Nothing is cut off: what is too long is said, and stays. */
export function PromptTextField({ name, label, hint, defaultValue, problem, onChange }: Props) {
  const id = useId()
  const sentence = useProblem(name) ?? problem
  return (
    <div>
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
      </label>
      <p id={`${id}-hint`} className="mt-0.5 text-sm text-ink-soft">
        {hint}
      </p>
      <textarea
        id={id}
        name={name}
        required
        rows={6}
        dir="auto"
        defaultValue={defaultValue}
        onChange={onChange}
        aria-invalid={sentence !== null}
        aria-describedby={classes(`${id}-hint`, sentence !== null && `${id}-problem`)}
        className={classes(
          'field-frame mt-1.5 block field-sizing-content max-h-[40dvh] min-h-32 w-full resize-y rounded-md px-3 py-2 outline-none',
          sentence !== null && 'border-danger',
        )}
      />
      <Problem id={`${id}-problem`} sentence={sentence} />
    </div>
  )
}
