import { counted } from '../count.ts'
import type { documentSettings as english } from '../en/document-settings.ts'
import type { TranslationOf } from '../section.ts'

export const documentSettings: TranslationOf<typeof english> = {
  heading: 'Dokumente',
  about: 'Wie Textstellen für eine Antwort aus Dokumenten gefunden werden.',
  retriever: 'Gesucht wird mit',
  coco: 'Coco, in der eigenen Datenbank',
  cortexSearch: 'Cortex Search, bei Snowflake',
  cortexSearchHint: 'Der Text der Dokumente liegt dann auch in Snowflake, in einer Tabelle nur dieses Mandanten.',
  noCortexSearch: 'Cortex Search kann nicht gewählt werden: Für diesen Mandanten ist kein Ort in Snowflake angegeben.',
  reranks: 'Gefundenes noch einmal ordnen',
  reranksHint: 'Danach, wie nah die Wörter der Frage in einer Textstelle beieinanderstehen.',
  save: 'Suche speichern',
  vectors: 'Vergleicht Bedeutungen',
  hasVectors: 'Ja, und Wörter',
  hasNoVectors: 'Nein, nur Wörter',
  model: 'Modell für Einbettungen',
  notIndexed: (language, count) =>
    counted(
      language,
      count,
      'Dokument findet diese Suche nicht, weil es vor ihrer Wahl dazukam.',
      'Dokumente findet diese Suche nicht, weil sie vor ihrer Wahl dazukamen.',
    ),
  allIndexed: 'Diese Suche findet jedes Dokument, das Sie sehen dürfen.',
  notAllIndexed: 'Nicht alle Dokumente ließen sich aufnehmen.',
  reindex: 'Jetzt aufnehmen',
  reindexing: 'Das geht im Hintergrund weiter, auch wenn Sie die Seite verlassen.',
  reindexed: 'Jedes Dokument ist aufgenommen.',
}
