import { counted } from '../count.ts'
import { type Language, localeOf } from '../languages.ts'
import { section } from '../section.ts'

/** The tenant's documents: their list, what is found in them, and one of them to read. */
export const documents = section('documents', {
  headingOf: (tenant: string) => `Documents of ${tenant}`,
  intro:
    'What the chat can answer from. Everybody here reads and asks; a document with personal data is only there for those who may see it.',
  none: 'There are no documents yet.',
  noneYouCouldKeep: 'There are no documents yet. Add a file, or paste a text.',
  noneMatch: 'No document matches.',
  loading: 'Loading…',
  more: 'Show more',
  count: (language: Language, count: number) => counted(language, count, 'document', 'documents'),
  shownOf: (language: Language, shown: number, total: number) =>
    `${counted(language, shown, 'document', 'documents')} of ${new Intl.NumberFormat(localeOf(language)).format(total)}`,
  list: 'Documents',
  find: 'Find by title, or search in the text',
  searchText: 'Search in the text',
  tags: 'Tags',
  clearFilter: 'Show all',
  personal: 'Personal data',
  indexing: 'Being indexed, not found yet',
  passages: (language: Language, count: number) => counted(language, count, 'passage', 'passages'),
  characters: (language: Language, count: number) => counted(language, count, 'character', 'characters'),
  byYou: (when: string) => `Added by you, ${when}`,
  added: (when: string) => `Added ${when}`,
  delete: 'Delete…',
  deleteOf: (title: string) => `Delete ${title}…`,
  deleted: (title: string) => `“${title}” is deleted.`,
  deletion: {
    title: (title: string) => `Delete “${title}”?`,
    effect: (passages: string) =>
      `The document and its ${passages} go for everybody, with everything by which they are found. Answers that cite them keep their text, but their sources can no longer be opened. This cannot be undone.`,
    confirm: 'Delete for good',
    copyStays:
      'Snowflake did not delete its copy of this document, so the document is still here. It can be that the tenant’s role may not, or that the tables or the tenant’s place for Cortex Search are gone. Once that is put right, delete it again.',
    whatAllows:
      'What a Snowflake administrator runs to allow it (after sql/04_documents.sql, where the tables are gone):',
    copyStatement: 'Copy statement',
    forget:
      'Or delete it here alone: what Snowflake still has of it stays there, and Coco no longer knows of it. The audit log says so.',
    confirmForget: 'Delete here alone',
  },
  found: {
    heading: (query: string) => `In the text: “${query}”`,
    searching: 'Searching…',
    none: 'Nothing in the documents is similar enough. Try other words, or fewer tags.',
    count: (language: Language, count: number) => counted(language, count, 'passage found', 'passages found'),
    back: 'Back to the list',
    tooOften: (tenant: string) =>
      `${tenant} has reached its limit of searches per minute. Wait a moment, then try again.`,
    notSearched: 'The documents could not be searched. Please try again shortly.',
    byWords: 'By its words only: this database does not compare meanings.',
  },
  page: (page: number) => `Page ${page}`,
  title: 'Document',
  all: 'All documents',
  passagesOf: 'The text, in passages',
  morePassages: 'Show the next passages',
  fromBeginning: 'Read from the beginning',
  middle: (position: number) => `Shown from passage ${position} on.`,
  passage: (position: number) => `Passage ${position}`,
  thisPassage: (position: number) => `Passage ${position}, which you came for`,
  noSuchPassage: 'This passage is not in the document.',
  file: (name: string) => `From the file ${name}`,
  contains: 'Contains personal data',
  missing: 'There is no such document',
  missingWhy: 'It may have been deleted, or it is not yours to see.',
  kinds: {
    email: (language: Language, count: number) => counted(language, count, 'e-mail address', 'e-mail addresses'),
    phone: (language: Language, count: number) => counted(language, count, 'phone number', 'phone numbers'),
    iban: (language: Language, count: number) =>
      counted(language, count, 'bank account (IBAN)', 'bank accounts (IBAN)'),
    payment_card: (language: Language, count: number) => counted(language, count, 'card number', 'card numbers'),
    national_id: (language: Language, count: number) =>
      counted(language, count, 'national identity number', 'national identity numbers'),
    salary: (language: Language, count: number) => counted(language, count, 'salary', 'salaries'),
    date_of_birth: (language: Language, count: number) => counted(language, count, 'date of birth', 'dates of birth'),
  },
})
