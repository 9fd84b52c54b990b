import { counted } from '../count.ts'
import type { conversations as english } from '../en/conversations.ts'
import type { TranslationOf } from '../section.ts'

export const conversations: TranslationOf<typeof english> = {
  conversations: 'Unterhaltungen',
  search: {
    label: 'Unterhaltungen durchsuchen',
    placeholder: 'Suchen',
    searching: 'Suche läuft …',
    nothing: 'Nichts gefunden',
    found: (language, count) => `${counted(language, count, 'Stelle', 'Stellen')} gefunden`,
    foundMore: (count) => `Mehr als ${count} Stellen gefunden`,
    you: 'Sie: ',
  },
  groups: {
    pinned: 'Angeheftet',
    today: 'Heute',
    yesterday: 'Gestern',
    week: 'Letzte sieben Tage',
    earlier: 'Früher',
  },
  none: 'Noch nichts da. Was Sie fragen, wird aufgehoben und steht dann hier.',
  loading: 'Wird geladen …',
  notListed: 'Ihre Unterhaltungen ließen sich nicht abrufen.',
  olderNotLoaded: 'Ältere Unterhaltungen ließen sich nicht laden.',
  tryAgain: 'Noch einmal versuchen',
  more: 'Mehr anzeigen',
  row: {
    options: (title) => `Optionen für ${title}`,
    beingAnswered: ', eine Antwort wird geschrieben',
    answerReady: ', eine neue Antwort',
    pinned: ', angeheftet',
    rename: 'Umbenennen',
    pin: 'Anheften',
    unpin: 'Nicht mehr anheften',
    asMarkdown: 'Als Markdown exportieren',
    asJson: 'Als JSON exportieren',
    delete: 'Löschen',
    title: 'Titel',
  },
  pinnedNow: (title) => `„${title}“ ist angeheftet`,
  unpinnedNow: (title) => `„${title}“ ist nicht mehr angeheftet`,
  tooManyPinned: (limit) =>
    `Es sind schon ${limit} Unterhaltungen angeheftet. Wählen Sie zuerst bei einer davon „Nicht mehr anheften“.`,
  deleted: (title) => `„${title}“ ist gelöscht`,
  undo: 'Rückgängig',
}
