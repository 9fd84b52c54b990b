import { counted } from '../count.ts'
import type { text as english } from '../en/text.ts'
import type { TranslationOf } from '../section.ts'

export const text: TranslationOf<typeof english> = {
  code: (language) => (language === '' ? 'Code' : `Code, ${language}`),
  noLanguage: 'Text',
  copyCode: 'Code kopieren',
  hiddenDirection:
    'In diesem Code stehen unsichtbare Zeichen, die die Schreibrichtung umkehren: Er tut vielleicht etwas anderes, als er zu sagen scheint.',
  table: (rows) => (rows === 0 ? 'Tabelle' : `Tabelle, ${counted('de', rows, 'Zeile', 'Zeilen')}`),
  showAllRows: (rows) => `Alle ${rows.toLocaleString('de')} Zeilen zeigen`,
  done: 'Erledigt',
  notDone: 'Offen',
  formula: 'Formel',
  imageNotLoaded: (alt, host) => `${alt === '' ? 'Bild nicht geladen' : `Bild nicht geladen: ${alt}`} (${host})`,
  hostOfNothing: 'keine Adresse',
  noValidAddress: 'keine gültige Adresse',
  blocked: '[blockiert]',
  noAddress: 'Das führt zu keiner Seite und ist hier deshalb kein Link.',
  lookAlike: 'Buchstaben eines anderen Alphabets',
  diagram: 'Diagramm',
  showDiagram: 'Als Diagramm zeigen',
  hideDiagram: 'Diagramm ausblenden',
  drawing: 'Das Diagramm wird gezeichnet …',
  diagramTooLarge: 'Das ist zu groß, um gezeichnet zu werden. So steht es da:',
  diagramTooSlow: 'Das ließ sich nicht rechtzeitig zeichnen. So steht es da:',
  diagramNotUnderstood:
    'Das ließ sich nicht zeichnen: Es ist nicht so geschrieben, wie ein Diagramm sein muss. So steht es da:',
}
