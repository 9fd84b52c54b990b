import type { shortcuts as english } from '../en/shortcuts.ts'
import type { TranslationOf } from '../section.ts'

export const shortcuts: TranslationOf<typeof english> = {
  title: 'Tastenkürzel',
  groups: { everywhere: 'Überall', chat: 'Im Chat', writing: 'Beim Schreiben' },
  does: {
    help: 'Diese Liste zeigen',
    newChat: 'Eine neue Unterhaltung beginnen',
    search: 'Unterhaltungen durchsuchen',
    close: 'Dialog oder Menü schließen, eine Änderung verwerfen',
    nextMessage: 'Zur nächsten Nachricht',
    previousMessage: 'Zur vorigen Nachricht',
    previousVersion: 'Zur vorigen Fassung einer Frage oder Antwort',
    nextVersion: 'Zur nächsten Fassung',
    send: 'Senden',
    newLine: 'Neue Zeile beginnen',
  },
  keyNames: { Escape: 'Esc', Enter: 'Eingabe', Shift: 'Umschalt' },
  lettersAreOn:
    'Ein einzelnes Zeichen wirkt nur, solange Sie nicht schreiben. Die Tasten eines Screenreaders gehen vor.',
  lettersAreOff: 'Tastenkürzel aus einem einzelnen Zeichen sind ausgeschaltet.',
  turnLettersOff: 'Einzelne Zeichen ausschalten',
  turnLettersOn: 'Einzelne Zeichen einschalten',
  off: 'aus',
  close: 'Schließen',
}
