import type { parameters as english } from '../en/parameters.ts'
import type { TranslationOf } from '../section.ts'

export const parameters: TranslationOf<typeof english> = {
  title: 'Parameter dieser Unterhaltung',
  about: 'Sie gelten für alle weiteren Antworten dieser Unterhaltung, auf jedem Gerät.',
  temperature: 'Temperatur',
  temperatureHint: (usual) => `Niedriger ist vorhersehbarer, höher abwechslungsreicher. Üblich: ${usual}.`,
  maxTokens: 'Höchstlänge einer Antwort',
  maxTokensHint: (max, usual) =>
    `In Tokens, von 1 bis ${max}. Bleibt das Feld leer: ${usual}. Ein deutsches Wort hat etwa zwei.`,
  instructions: 'Anweisungen für diese Unterhaltung',
  instructionsHint: 'Was dem Modell vor allem anderen gesagt wird, zum Beispiel, wie es antworten soll.',
  afterTenants: (tenant) => `Auch ${tenant} sagt dem Modell vorab etwas; Ihre Anweisungen kommen danach.`,
  notAllowed: (tenant) => `${tenant} erlaubt keine eigenen Anweisungen.`,
  notSent: 'Was Sie früher geschrieben haben, bleibt erhalten und wird nicht gesendet:',
  noted: {
    lower: (set, used) =>
      `Sie hatten ${set} eingestellt. Inzwischen ist höchstens ${used} erlaubt; das wird verwendet.`,
    higher: (set, used) =>
      `Sie hatten ${set} eingestellt. Inzwischen ist mindestens ${used} verlangt; das wird verwendet.`,
  },
  reset: 'Zurücksetzen',
  save: 'Speichern',
  saving: 'Wird gespeichert …',
}
