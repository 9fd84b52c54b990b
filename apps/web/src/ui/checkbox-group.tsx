import { useId } from 'react'
import { Problem } from './field.tsx'
import { useProblem } from './form.tsx'

interface Props {
  name: string
  label: string
  hint: string | null
  options: readonly { value: string; label: string; hint: string | null }[]
  chosen: readonly string[]
  needsOne: boolean
}

/** Any of several. `FormData.getAll(name)` has the chosen ones. */
export function CheckboxGroup({ name, label, hint, options, chosen, needsOne }: Props) {
  const id = useId()
  const problem = useProblem(name)
  return (
    <fieldset data-needs-one={needsOne || undefined} aria-describedby={problem === null ? undefined : `${id}-problem`}>
      <legend className="text-sm font-medium">{label}</legend>
      {hint !== null && <p className="mt-0.5 text-sm text-ink-soft">{hint}</p>}
      <div className="mt-1.5 divide-y divide-line rounded-md border border-line">
        {options.map((option) => (
          <div key={option.value} className="flex items-start gap-3 px-3 py-2.5">
            <input
              type="checkbox"
              id={`${id}-${option.value}`}
              name={name}
              value={option.value}
              defaultChecked={chosen.includes(option.value)}
              aria-describedby={option.hint === null ? undefined : `${id}-${option.value}-hint`}
              className="size-6 shrink-0 accent-accent pointer-coarse:mt-2.5"
            />
            <div className="min-w-0 flex-1">
              <label
                htmlFor={`${id}-${option.value}`}
                className="touch-target flex items-center text-sm leading-6 font-medium"
              >
                {option.label}
              </label>
              {option.hint !== null && (
                <p id={`${id}-${option.value}-hint`} className="text-sm text-ink-soft">
                  {option.hint}
                </p>
              )}
            </div>
          </div>
        ))}
      </div>
      <Problem id={`${id}-problem`} sentence={problem} />
    </fieldset>
  )
}
