import { useLanguage } from '../words/language.ts'
import { localeOf } from '../words/languages.ts'

/** A moment (ISO 8601) in the reader's time zone, which its tooltip names. */
export function Moment({ at }: { at: string }) {
  const date = new Date(at)
  const locale = localeOf(useLanguage())
  return (
    <time
      dateTime={at}
      title={date.toLocaleString(locale, { dateStyle: 'full', timeStyle: 'long' })}
      className="whitespace-nowrap"
    >
      {date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' })}
    </time>
  )
}
