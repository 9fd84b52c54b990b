import { counted } from '../count.ts'
import { section } from '../section.ts'

/** What stands around the words of an answer. */
export const text = section('text', {
  code: (language: string) => (language === '' ? 'Code' : `Code, ${language}`),
  /** In place of a language's name. */
  noLanguage: 'text',
  copyCode: 'Copy code',
  hiddenDirection:
    'This code has invisible characters that turn its direction: it may run differently from how it reads.',
  table: (rows: number) => (rows === 0 ? 'Table' : `Table, ${counted('en', rows, 'row', 'rows')}`),
  showAllRows: (rows: number) => `Show all ${rows.toLocaleString('en')} rows`,
  done: 'Done',
  notDone: 'Not done',
  formula: 'Formula',
  imageNotLoaded: (alt: string, host: string) =>
    `${alt === '' ? 'Image not loaded' : `Image not loaded: ${alt}`} (${host})`,
  hostOfNothing: 'no address',
  noValidAddress: 'no valid address',
  blocked: '[blocked]',
  noAddress: 'This leads to no page, so it is not a link here.',
  lookAlike: 'letters of another alphabet',
  diagram: 'Diagram',
  showDiagram: 'Show as diagram',
  hideDiagram: 'Hide diagram',
  drawing: 'Drawing the diagram…',
  diagramTooLarge: 'This is too large to be drawn. Here is what it says:',
  diagramTooSlow: 'This could not be drawn in time. Here is what it says:',
  diagramNotUnderstood: 'This could not be drawn: it is not written as a diagram has to be. Here is what it says:',
})
