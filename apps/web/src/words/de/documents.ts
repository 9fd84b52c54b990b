import { counted } from '../count.ts'
import type { documents as english } from '../en/documents.ts'
import { localeOf } from '../languages.ts'
import type { TranslationOf } from '../section.ts'

export const documents: TranslationOf<typeof english> = {
  headingOf: (tenant) => `Dokumente von ${tenant}`,
  intro:
    'Woraus der Chat antworten kann. Alle hier können lesen und fragen; ein Dokument mit personenbezogenen Daten gibt es nur für die, die sie sehen dürfen.',
  none: 'Es gibt noch keine Dokumente.',
  noneYouCouldKeep: 'Es gibt noch keine Dokumente. Fügen Sie eine Datei hinzu, oder fügen Sie einen Text ein.',
  noneMatch: 'Kein Dokument passt dazu.',
  loading: 'Wird geladen …',
  more: 'Mehr anzeigen',
  count: (language, count) => counted(language, count, 'Dokument', 'Dokumente'),
  shownOf: (language, shown, total) =>
    `${new Intl.NumberFormat(localeOf(language)).format(shown)} von ${counted(language, total, 'Dokument', 'Dokumenten')}`,
  list: 'Dokumente',
  find: 'Nach Titel suchen, oder im Text',
  searchText: 'Im Text suchen',
  tags: 'Schlagwörter',
  clearFilter: 'Alle anzeigen',
  personal: 'Personenbezogen',
  indexing: 'Wird aufgenommen, noch nicht zu finden',
  passages: (language, count) => counted(language, count, 'Textstelle', 'Textstellen'),
  characters: (language, count) => counted(language, count, 'Zeichen', 'Zeichen'),
  byYou: (when) => `Von Ihnen hinzugefügt, ${when}`,
  added: (when) => `Hinzugefügt ${when}`,
  delete: 'Löschen …',
  deleteOf: (title) => `${title} löschen …`,
  deleted: (title) => `„${title}“ ist gelöscht.`,
  deletion: {
    title: (title) => `„${title}“ löschen?`,
    effect: (passages) =>
      `Das Dokument geht für alle verloren (${passages}), samt allem, womit es gefunden wird. Antworten, die es zitieren, behalten ihren Text, ihre Quellen lassen sich aber nicht mehr öffnen. Das kann nicht rückgängig gemacht werden.`,
    confirm: 'Endgültig löschen',
    copyStays:
      'Snowflake hat seine Kopie dieses Dokuments nicht gelöscht, darum ist das Dokument noch da. Es kann sein, dass die Rolle des Mandanten das nicht darf oder dass es die Tabellen oder den Ort des Mandanten für Cortex Search nicht mehr gibt. Ist das behoben, löschen Sie es noch einmal.',
    whatAllows:
      'Damit erlaubt es eine Snowflake-Administration (nach sql/04_documents.sql, falls es die Tabellen nicht mehr gibt):',
    copyStatement: 'Anweisung kopieren',
    forget:
      'Oder nur hier löschen: Was Snowflake davon noch hat, bleibt dort, und Coco weiß nichts mehr davon. Im Protokoll steht es.',
    confirmForget: 'Nur hier löschen',
  },
  found: {
    heading: (query) => `Im Text: „${query}“`,
    searching: 'Wird gesucht …',
    none: 'Nichts in den Dokumenten ist ähnlich genug. Versuchen Sie andere Wörter oder weniger Schlagwörter.',
    count: (language, count) => counted(language, count, 'Textstelle gefunden', 'Textstellen gefunden'),
    back: 'Zurück zur Liste',
    tooOften: (tenant) => `${tenant} hat das Limit an Suchen pro Minute erreicht. Versuchen Sie es gleich noch einmal.`,
    notSearched: 'Die Dokumente ließen sich nicht durchsuchen. Bitte versuchen Sie es gleich noch einmal.',
    byWords: 'Nur nach Wörtern: Diese Datenbank vergleicht keine Bedeutungen.',
  },
  page: (page) => `Seite ${page}`,
  title: 'Dokument',
  all: 'Alle Dokumente',
  passagesOf: 'Der Text, in Stellen',
  morePassages: 'Die nächsten Textstellen anzeigen',
  fromBeginning: 'Von Anfang an lesen',
  middle: (position) => `Ab Textstelle ${position} gezeigt.`,
  passage: (position) => `Textstelle ${position}`,
  thisPassage: (position) => `Textstelle ${position}, die Sie geöffnet haben`,
  noSuchPassage: 'Diese Textstelle ist nicht in dem Dokument.',
  file: (name) => `Aus der Datei ${name}`,
  contains: 'Enthält personenbezogene Daten',
  missing: 'Dieses Dokument gibt es nicht',
  missingWhy: 'Vielleicht wurde es gelöscht, oder Sie dürfen es nicht sehen.',
  kinds: {
    email: (language, count) => counted(language, count, 'E-Mail-Adresse', 'E-Mail-Adressen'),
    phone: (language, count) => counted(language, count, 'Telefonnummer', 'Telefonnummern'),
    iban: (language, count) => counted(language, count, 'Bankkonto (IBAN)', 'Bankkonten (IBAN)'),
    payment_card: (language, count) => counted(language, count, 'Kartennummer', 'Kartennummern'),
    national_id: (language, count) =>
      counted(language, count, 'Ausweis- oder Steuernummer', 'Ausweis- oder Steuernummern'),
    salary: (language, count) => counted(language, count, 'Gehaltsangabe', 'Gehaltsangaben'),
    date_of_birth: (language, count) => counted(language, count, 'Geburtsdatum', 'Geburtsdaten'),
  },
}
