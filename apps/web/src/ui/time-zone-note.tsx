/** Under a list with moments: in which zone they are told. */
export function TimeZoneNote() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return <p className="text-sm text-ink-faint">Times are in your time zone, {zone}.</p>
}
