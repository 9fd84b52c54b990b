import { Fragment } from 'react'

/** The headings above a passage, outermost first; nothing for none. */
export function HeadingPath({ headings }: { headings: readonly string[] }) {
  if (headings.length === 0) return null
  return (
    <span dir="auto" className="font-medium wrap-anywhere">
      {headings.map((heading, index) => (
        <Fragment key={index}>
          {index > 0 && <span className="font-normal text-ink-faint"> › </span>}
          {heading}
        </Fragment>
      ))}
    </span>
  )
}

/** Without the first where that is the document's title, which stands above them already. */
export function headingsBelow(title: string, headings: readonly string[]): readonly string[] {
  return headings[0] === title ? headings.slice(1) : headings
}
