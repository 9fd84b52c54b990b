import { parts } from '../words/en/parts.ts'
import { useWords } from '../words/language.ts'

const ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Under a list with moments: in which zone they are told. */
export function TimeZoneNote() {
  return <p className="text-sm text-ink-faint">{useWords(parts).timeZone(ZONE)}</p>
}
