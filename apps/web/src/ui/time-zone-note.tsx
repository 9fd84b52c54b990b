const ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Under a list with moments: in which zone they are told. */
export function TimeZoneNote() {
  return <p className="text-sm text-ink-faint">Times are in your time zone, {ZONE}.</p>
}
