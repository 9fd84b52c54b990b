import type { tenant as english } from '../en/tenant.ts'
import type { TranslationOf } from '../section.ts'

export const tenant: TranslationOf<typeof english> = {
  settingsOf: (name) => `Einstellungen von ${name}`,
  forEverybody: 'Sie gelten für alle in diesem Mandanten.',
  saved: 'Gespeichert.',
  save: 'Speichern',
  retention: {
    keep: 'Unterhaltungen aufbewahren',
    forEver: 'Für immer',
    forSomeDays: 'Einige Tage nach der letzten Änderung',
    days: 'Tage',
    daysHint: 'Von 1 bis 3650.',
    effectForEver: (name) => `Unterhaltungen in ${name} bleiben, bis die sie löschen, denen sie gehören.`,
    effectOfDays: (name, since, days) =>
      `Innerhalb einer Stunde nach dem Speichern wird jede Unterhaltung in ${name}, die zuletzt vor dem ${since} geändert wurde, ` +
      `endgültig gelöscht, gleich, wem sie gehört. Danach wird jede ${days === 1 ? 'einen Tag' : `${days} Tage`} nach ihrer letzten Änderung gelöscht.`,
  },
}
