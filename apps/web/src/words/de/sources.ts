import type { sources as english } from '../en/sources.ts'
import type { TranslationOf } from '../section.ts'

export const sources: TranslationOf<typeof english> = {
  asking: {
    off: 'Aus Dokumenten antworten',
    on: 'An: Antworten aus Dokumenten',
    onWith: (tags) => `An: Antworten aus Dokumenten mit ${tags}`,
    word: 'Dokumente',
    title: 'Aus Dokumenten antworten',
    about: (tenant) =>
      `Antworten in diesem Chat kommen dann allein aus den Dokumenten von ${tenant} und nennen die Stellen, von denen sie stammen. Ist nichts einer Frage ähnlich genug, so sagt die Antwort das.`,
    isOn: 'Aus Dokumenten antworten',
    tags: 'Nur aus Dokumenten mit diesen Schlagwörtern',
    tagsHint: 'Keines gewählt: aus allen Dokumenten, die Sie lesen dürfen.',
    documentsWith: (count) => `${count} Dokumente`,
    documentWith: '1 Dokument',
    noTags: 'Kein Dokument, das Sie lesen dürfen, hat ein Schlagwort: Antworten kommen aus allen.',
    toDocuments: 'Dokumente zeigen',
    notRead: 'Die Schlagwörter ließen sich nicht lesen. Was gewählt war, bleibt gewählt.',
    save: 'Speichern',
    saving: 'Wird gespeichert …',
  },
  list: 'Quellen',
  source: (number, title) => `Quelle ${number}: ${title}`,
  gone: 'Diese Stelle gibt es nicht mehr, oder Sie dürfen sie nicht mehr lesen.',
  goneOf: (number) => `Quelle ${number}: nicht mehr da oder nicht mehr zu lesen`,
  goneTitle: (number) => `Quelle ${number}`,
  unmatched: (number) => `${number}: Diese Stelle lag dem Modell nicht vor`,
  notCited: 'nicht genannt',
  page: (page) => `Seite ${page}`,
  personal: 'Personenbezogen',
  openDocument: 'Im Dokument zeigen',
  close: 'Schließen',
}
