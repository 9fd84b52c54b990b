import { useId } from 'react'

interface Props {
  name: string
  label: string
  /** The label's language, where it is not the page's. */
  lang?: string
  isChosen: boolean
  /** Why it cannot be chosen; left out where it can. */
  disabledBecause?: string
  onChoose: () => void
}

/** One of several; the fieldset around them says of what. */
export function RadioOption({ name, label, lang, isChosen, disabledBecause, onChoose }: Props) {
  const id = useId()
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3">
      <input
        type="radio"
        id={id}
        name={name}
        checked={isChosen}
        disabled={disabledBecause !== undefined}
        aria-describedby={disabledBecause === undefined ? undefined : `${id}-because`}
        onChange={onChoose}
        className="size-6 shrink-0 accent-accent"
      />
      <label htmlFor={id} lang={lang} className="touch-target flex min-w-0 flex-1 items-center py-1.5">
        {label}
      </label>
      {disabledBecause !== undefined && (
        <p id={`${id}-because`} className="w-full ps-9 text-sm text-ink-soft">
          {disabledBecause}
        </p>
      )}
    </div>
  )
}
