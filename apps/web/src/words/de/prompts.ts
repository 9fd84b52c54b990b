import { counted } from '../count.ts'
import type { prompts as english } from '../en/prompts.ts'
import type { TranslationOf } from '../section.ts'

export const prompts: TranslationOf<typeof english> = {
  heading: 'Vorlagen',
  intro:
    'Texte, mit denen Sie immer wieder fragen. Tippen Sie „/“ in eine leere Nachricht, oder drücken Sie die Schaltfläche mit dem Buch. Was in doppelten geschweiften Klammern steht, wie {{Thema}}, ist dann zum Ausfüllen markiert.',
  write: 'Vorlage schreiben',
  search: 'Vorlagen nach Titel suchen',
  none: 'Sie haben noch keine Vorlagen. Schreiben Sie eine für das, was Sie oft fragen.',
  noneOfThatName: 'So heißt keine Vorlage.',
  yours: 'Ihre eigenen',
  shared: (tenant) => `Für alle bei ${tenant}`,
  changed: 'Geändert am ',
  byYou: 'Von Ihnen',
  actionsFor: (title) => `Aktionen für ${title}`,
  edit: 'Bearbeiten …',
  delete: 'Löschen',
  deleted: (title) => `„${title}“ ist gelöscht`,
  undo: 'Rückgängig',
  kept: (title) => `„${title}“ ist gespeichert.`,
  dialog: {
    create: 'Vorlage schreiben',
    edit: 'Vorlage bearbeiten',
    title: 'Titel',
    titleHint: 'Daran finden Sie die Vorlage wieder, zum Beispiel „Vertrag zusammenfassen“.',
    text: 'Wortlaut',
    textHint: 'Setzen Sie, was sich ändert, in doppelte geschweifte Klammern, wie {{Thema}}.',
    sharing: 'Wer sie hat',
    everybody: (tenant) => `Alle bei ${tenant}`,
    everybodyHint: 'Redaktion und Verwaltung können sie ändern und löschen.',
    keep: 'Speichern',
    heldBack: 'Das ist noch nicht gespeichert. Speichern Sie es, oder verwerfen Sie es mit „Abbrechen“.',
  },
  full: {
    own: (limit) => `Sie haben ${limit} eigene Vorlagen, mehr gehen nicht. Löschen Sie zuerst eine.`,
    shared: (limit) => `Ihr Mandant teilt ${limit} Vorlagen, mehr gehen nicht. Löschen Sie zuerst eine.`,
  },
  insert: 'Vorlage einfügen',
  list: 'Vorlagen',
  filter: 'Vorlage suchen',
  manage: 'Vorlagen verwalten',
  loading: 'Wird geladen …',
  notLoaded: 'Die Vorlagen ließen sich nicht laden.',
  count: (language, count) => counted(language, count, 'Vorlage', 'Vorlagen'),
  sharedTag: 'Geteilt',
}
