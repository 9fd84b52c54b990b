import type { models as english } from '../en/models.ts'
import type { TranslationOf } from '../section.ts'

export const models: TranslationOf<typeof english> = {
  model: 'Modell',
  modelIs: 'Modell: ',
  notAvailable: 'nicht verfügbar',
  availableTo: (tenant) => `Verfügbar für ${tenant}`,
  notAvailableTo: (tenant) => `Nicht verfügbar für ${tenant}`,
  isDefault: ' · voreingestellt',
  reasons: {
    not_granted: 'In Snowflake nicht freigegeben. Wer trotzdem fragt, erfährt, wie man es erlaubt.',
    unknown: 'Die Liste von Snowflake war nicht zu lesen. Erst eine Frage zeigt es.',
  },
  search: 'Modelle suchen',
  noneFound: 'Kein Modell hat das im Namen.',
  instead: { pending: 'Modelle werden geladen …', error: 'Modelle unbekannt', success: 'Keine Modelle hinterlegt' },
  whyNone: {
    pending: 'Die Modelle werden noch abgerufen. Ihr Text bleibt erhalten: Senden Sie ihn gleich noch einmal.',
    error: (tenant) =>
      `Die Modelle von ${tenant} ließen sich nicht abrufen. Ihr Text bleibt erhalten: Versuchen Sie es oben noch einmal.`,
    success: (tenant) =>
      `Für ${tenant} sind keine Modelle hinterlegt, also kann nichts gesendet werden. Ihr Text bleibt erhalten.`,
  },
}
