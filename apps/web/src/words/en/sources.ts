import { section } from '../section.ts'

/** Answers from the tenant's documents: how they are asked for, and what they cite. */
export const sources = section('sources', {
  asking: {
    off: 'Answer from documents',
    on: 'On: answers from documents',
    onWith: (tags: string) => `On: answers from documents with ${tags}`,
    word: 'Documents',
    title: 'Answer from documents',
    about: (tenant: string) =>
      `Answers of this chat are then given from the documents of ${tenant} alone, and cite the passages that they come from. Where nothing is similar enough to a question, the answer says so.`,
    isOn: 'Answer from documents',
    tags: 'Only from documents with these tags',
    tagsHint: 'None chosen: from all documents that you may read.',
    documentsWith: (count: string) => `${count} documents`,
    documentWith: '1 document',
    noTags: 'No document that you may read has a tag: answers come from all of them.',
    toDocuments: 'Show the documents',
    notRead: 'The tags could not be read. What was chosen stays chosen.',
    save: 'Save',
    saving: 'Saving…',
  },
  list: 'Sources',
  source: (number: string, title: string) => `Source ${number}: ${title}`,
  gone: 'This passage is gone, or you may not read it any more.',
  goneOf: (number: string) => `Source ${number}: gone, or not to be read any more`,
  goneTitle: (number: string) => `Source ${number}`,
  unmatched: (number: string) => `${number}: no such passage was given to the model`,
  notCited: 'not cited',
  page: (page: string) => `page ${page}`,
  personal: 'Personal data',
  openDocument: 'Show it in its document',
  close: 'Close',
})
