import { type ComponentProps, type ReactNode, useId } from 'react'
import { parts } from '../words/en/parts.ts'
import { useWords } from '../words/language.ts'
import { classes } from './classes.ts'
import { useProblem } from './form.tsx'

export type FieldProps = Omit<ComponentProps<'input'>, 'name' | 'id'> & {
  name: string
  label: string
  /** What to know before writing; null for nothing. */
  hint: ReactNode
  /** What stands in the field's right end. */
  action?: ReactNode
}

/** One line to fill in: its name above it, what to know before, and what is wrong after. */
export function Field({ label, hint, action, className, ...input }: FieldProps) {
  const id = useId()
  const problem = useProblem(input.name)
  const words = useWords(parts)
  return (
    <div className={className}>
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
        {!input.required && <span className="font-normal text-ink-faint">{words.optional}</span>}
      </label>
      {hint !== null && (
        <p id={`${id}-hint`} className="mt-0.5 text-sm text-ink-soft">
          {hint}
        </p>
      )}
      <div
        className={classes(
          'field-frame mt-1.5 flex items-center rounded-md',
          problem !== null && 'border-danger',
          input.readOnly === true && 'bg-sunken text-ink-soft',
        )}
      >
        <input
          {...input}
          id={id}
          aria-invalid={problem !== null}
          aria-describedby={classes(hint !== null && `${id}-hint`, problem !== null && `${id}-problem`) || undefined}
          className="min-h-11 w-full min-w-0 flex-1 rounded-md bg-transparent px-3 outline-none placeholder:text-ink-faint"
        />
        {action}
      </div>
      <Problem id={`${id}-problem`} sentence={problem} />
    </div>
  )
}

/** Named by the field that it is about, so it is read when the focus comes there: no alert of its own. */
export function Problem({ id, sentence }: { id: string; sentence: string | null }) {
  if (sentence === null) return null
  return (
    <p id={id} className="mt-1 text-sm font-medium text-danger">
      {sentence}
    </p>
  )
}
