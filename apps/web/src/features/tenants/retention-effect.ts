const DAY_MS = 24 * 60 * 60 * 1000
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' })

/** What keeping conversations this long (null: for ever) will do, told before it is saved. */
export function retentionEffect(days: number | null, tenantName: string, now: Date): string {
  if (days === null) return `Conversations in ${tenantName} stay until their owners delete them.`
  const since = DAY.format(new Date(now.getTime() - days * DAY_MS))
  return (
    `Within an hour of saving, every conversation in ${tenantName} that was last changed before ${since} is deleted for ` +
    `good, whoever it belongs to. From then on each goes ${days === 1 ? 'one day' : `${days} days`} after its last change.`
  )
}
