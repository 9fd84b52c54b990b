import type { composer as english } from '../en/composer.ts'
import type { TranslationOf } from '../section.ts'

export const composer: TranslationOf<typeof english> = {
  message: 'Nachricht',
  yourMessage: 'Ihre Nachricht',
  askAnything: 'Fragen Sie, was Sie möchten',
  writeFirst: 'Schreiben Sie zuerst eine Nachricht.',
  send: 'Senden',
  stop: 'Anhalten',
  newText: 'Neuer Text',
  parameters: { button: 'Parameter', changed: 'Angepasst: Parameter dieser Unterhaltung', adjusted: 'Angepasst' },
  empty: {
    heading: 'Womit wollen wir anfangen?',
    canUseNone: (tenant) =>
      `Snowflake lässt ${tenant} noch keines seiner Modelle benutzen. Die Snowflake-Administration kann eines erlauben; fragen Sie trotzdem, dann sagt die Ablehnung, was fehlt.`,
    workingAs: (tenant) => `Sie arbeiten als ${tenant}. Welche Modelle antworten dürfen, entscheidet Snowflake.`,
  },
  examples: {
    explain: 'Erkläre Snowflake jemandem, der es noch nie benutzt hat',
    table: 'Mach eine Tabelle der Bestellungen nach Regionen, mit Trend',
    code: 'Schreib eine TypeScript-Funktion, die Bestellungen nach Monaten gruppiert',
    list: 'Nenne fünf Tipps für einen Statusbericht, den man gern liest',
  },
  context: {
    nearlyFull: (percent) =>
      `Diese Unterhaltung ist zu ${percent} voll. Sie geht mit jeder Frage ganz an das Modell, und nichts wird weggelassen; ist sie voll, kann in ihr nichts mehr gesendet werden.`,
    full: 'Diese Unterhaltung ist voll: Sie ist zu lang, um ganz gesendet zu werden, und stillschweigend weggelassen wird nichts. Was Sie geschrieben haben, bleibt hier; eine neue Unterhaltung beginnt leer.',
    newChat: 'Neue Unterhaltung beginnen',
  },
}
