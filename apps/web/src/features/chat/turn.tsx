import type { ReactNode } from 'react'

interface Props {
  /** As it is shown; the heading says the same in a full phrase for those who jump from heading to heading. */
  speaker: string
  heading: string
  headingId: string
  children: ReactNode
}

/** What one side said. The name stands in the margin where there is one, above the text where there is not. */
export function Turn({ speaker, heading, headingId, children }: Props) {
  return (
    <li className="appear">
      <article
        aria-labelledby={headingId}
        className="grid grid-cols-1 gap-x-8 gap-y-1.5 lg:grid-cols-[8.5rem_minmax(0,var(--container-measure))]"
      >
        <h2
          id={headingId}
          aria-label={heading}
          className="truncate text-xs leading-5 font-medium text-ink-faint lg:pt-1 lg:text-end"
        >
          {speaker}
        </h2>
        <div className="min-w-0">{children}</div>
      </article>
    </li>
  )
}
