const SHORT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
const LONG = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' })

/** A moment (ISO 8601) in the reader's time zone, which its tooltip names. */
export function Moment({ at }: { at: string }) {
  const date = new Date(at)
  return (
    <time dateTime={at} title={LONG.format(date)} className="whitespace-nowrap">
      {SHORT.format(date)}
    </time>
  )
}
