import type { parts as english } from '../en/parts.ts'
import type { TranslationOf } from '../section.ts'

export const parts: TranslationOf<typeof english> = {
  cancel: 'Abbrechen',
  done: 'Fertig',
  looking: 'Wird geladen …',
  oneMoment: 'Einen Moment …',
  tryAgain: 'Noch einmal versuchen',
  copy: { copy: 'Kopieren', copied: 'Kopiert', failed: 'Nicht kopiert' },
  optional: ' – optional',
  showPassword: (label) => `${label} anzeigen`,
  timeZone: (zone) => `Zeiten gelten in Ihrer Zeitzone, ${zone}.`,
  problems: {
    chooseOne: 'Wählen Sie mindestens eines.',
    fillIn: 'Bitte füllen Sie dieses Feld aus.',
    wholeNumber: 'Geben Sie eine ganze Zahl ein.',
    date: 'Geben Sie ein Datum ein.',
    email: 'Geben Sie eine E-Mail-Adresse ein, etwa anna@example.com.',
    tooShort: (characters) => `Verwenden Sie mindestens ${characters} Zeichen.`,
    tooLong: (longest, over) => `Verwenden Sie höchstens ${longest} Zeichen: ${over} weniger als jetzt.`,
    tooSmall: (min) => `Geben Sie ${min} oder mehr ein.`,
    tooLarge: (max) => `Geben Sie höchstens ${max} ein.`,
    tooEarly: (min) => `Wählen Sie den ${min} oder einen späteren Tag.`,
    tooLate: (max) => `Wählen Sie den ${max} oder einen früheren Tag.`,
  },
}
