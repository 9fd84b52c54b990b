import { type ComponentProps, type ReactNode, useId } from 'react'
import { parts } from '../words/en/parts.ts'
import { useWords } from '../words/language.ts'
import { classes } from './classes.ts'
import { Problem } from './field.tsx'
import { useProblem } from './form.tsx'

type Props = Omit<ComponentProps<'textarea'>, 'name' | 'id' | 'maxLength'> & {
  name: string
  label: string
  /** What to know before writing; null for nothing. */
  hint: ReactNode
  /** Longer text is complained about and kept: a `maxLength` would cut off what is pasted. */
  longest: number
}

/** Some lines to fill in; it grows with what is written. */
export function TextAreaField({ label, hint, longest, className, ...area }: Props) {
  const id = useId()
  const problem = useProblem(area.name)
  const words = useWords(parts)
  return (
    <div className={className}>
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
        {!area.required && <span className="font-normal text-ink-faint">{words.optional}</span>}
      </label>
      {hint !== null && (
        <div id={`${id}-hint`} className="mt-0.5 text-sm text-ink-soft">
          {hint}
        </div>
      )}
      <textarea
        {...area}
        id={id}
        data-longest={longest}
        aria-invalid={problem !== null}
        aria-describedby={classes(hint !== null && `${id}-hint`, problem !== null && `${id}-problem`) || undefined}
        className={classes(
          'field-frame mt-1.5 block field-sizing-content max-h-80 min-h-24 w-full resize-y rounded-md px-3 py-2',
          problem !== null && 'border-danger',
        )}
      />
      <Problem id={`${id}-problem`} sentence={problem} />
    </div>
  )
}
