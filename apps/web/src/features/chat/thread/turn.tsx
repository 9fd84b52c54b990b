import type { ReactNode } from 'react'

interface Props {
  /** As it is shown; the heading says the same in a full phrase for those who jump from heading to heading. */
  speaker: string
  heading: string
  /** Of the heading; what leads here gives it the focus. */
  headingId: string
  children: ReactNode
}

/** What one side said. The name stands in the margin where there is one, above the text where there is not. */
export function Turn({ speaker, heading, headingId, children }: Props) {
  return (
    <article
      aria-labelledby={headingId}
      className="appear mx-auto grid w-full max-w-(--container-measure) grid-cols-1 gap-y-1 xl:max-w-none xl:grid-cols-[minmax(0,1fr)_minmax(0,var(--container-measure))_minmax(0,1fr)] xl:items-baseline"
    >
      <h2
        id={headingId}
        aria-label={heading}
        tabIndex={-1}
        className="truncate text-xs leading-5 font-medium text-ink-faint xl:pe-8 xl:text-end"
      >
        {speaker}
      </h2>
      <div className="min-w-0">{children}</div>
    </article>
  )
}
