import { counted } from '../count.ts'
import type { Language } from '../languages.ts'
import { section } from '../section.ts'

/** How a tenant's documents are searched. */
export const documentSettings = section('documentSettings', {
  heading: 'Documents',
  about: 'How passages are found for an answer from documents.',
  retriever: 'Searched by',
  coco: 'Coco, in its own database',
  cortexSearch: 'Cortex Search, in Snowflake',
  cortexSearchHint: 'The text of the documents then lies in Snowflake as well, in a table of this tenant’s own.',
  noCortexSearch: 'Cortex Search cannot be chosen: no place in Snowflake is declared for this tenant.',
  reranks: 'Put what is found in order once more',
  reranksHint: 'By how close together the words of the question stand in a passage.',
  save: 'Save search',
  vectors: 'Compares meanings',
  hasVectors: 'Yes, and words',
  hasNoVectors: 'No, words only',
  model: 'Embedding model',
  notIndexed: (language: Language, count: number) =>
    counted(
      language,
      count,
      'document is not found by this search, because it came before it was chosen.',
      'documents are not found by this search, because they came before it was chosen.',
    ),
  allIndexed: 'Every document that you may see is found by this search.',
  notAllIndexed: 'Not all documents could be indexed.',
  reindex: 'Index now',
  reindexing: 'This goes on in the background, also when you leave the page.',
  reindexed: 'Every document is indexed.',
})
