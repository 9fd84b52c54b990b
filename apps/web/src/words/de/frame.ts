import type { frame as english } from '../en/frame.ts'
import type { TranslationOf } from '../section.ts'

export const frame: TranslationOf<typeof english> = {
  description: 'Chatten mit Snowflake Cortex',
  toMessageField: 'Zum Nachrichtenfeld',
  conversations: 'Unterhaltungen',
  conversation: 'Unterhaltung',
  newChat: 'Neue Unterhaltung',
  switchingTo: (tenant) => `Wechsel zu ${tenant} …`,
  switchFailed: (tenant) => `Der Wechsel hat nicht geklappt. Sie arbeiten weiterhin als ${tenant}.`,
  workingAs: (tenant) => `Sie arbeiten als ${tenant}.`,
  modelsNotListed: (tenant) => `Die Modelle von ${tenant} ließen sich nicht abrufen.`,
  noSuchPage: 'Diese Seite gibt es nicht.',
  toStart: 'Zur Startseite',
}
