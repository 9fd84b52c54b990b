import { section } from '../section.ts'

/** What a tenant's admins decide for everybody in it. */
export const tenant = section('tenant', {
  settingsOf: (name: string) => `Settings of ${name}`,
  forEverybody: 'They count for everybody in this tenant.',
  saved: 'Saved.',
  save: 'Save',
  retention: {
    keep: 'Keep conversations',
    forEver: 'For ever',
    forSomeDays: 'For some days after their last change',
    days: 'Days',
    daysHint: 'From 1 to 3650.',
    effectForEver: (name: string) => `Conversations in ${name} stay until their owners delete them.`,
    effectOfDays: (name: string, since: string, days: number) =>
      `Within an hour of saving, every conversation in ${name} that was last changed before ${since} is deleted for ` +
      `good, whoever it belongs to. From then on each goes ${days === 1 ? 'one day' : `${days} days`} after its last change.`,
  },
})
