import type { Language } from '../languages.ts'
import { counted } from '../count.ts'
import { section } from '../section.ts'

/** The list of conversations: finding them again, keeping order among them. */
export const conversations = section('conversations', {
  conversations: 'Conversations',
  search: {
    label: 'Search conversations',
    placeholder: 'Search',
    searching: 'Searching…',
    nothing: 'Nothing found',
    found: (language: Language, count: number) => `${counted(language, count, 'place', 'places')} found`,
    foundMore: (count: string) => `${count}+ places found`,
    you: 'You: ',
  },
  groups: {
    pinned: 'Pinned',
    today: 'Today',
    yesterday: 'Yesterday',
    week: 'Last seven days',
    earlier: 'Earlier',
  },
  none: 'Nothing here yet. What you ask is kept and stands here.',
  loading: 'Loading…',
  notListed: 'Your conversations could not be listed.',
  olderNotLoaded: 'Older conversations could not be loaded.',
  tryAgain: 'Try again',
  more: 'Show more',
  row: {
    options: (title: string) => `Options for ${title}`,
    beingAnswered: ', an answer is being written',
    answerReady: ', a new answer',
    pinned: ', pinned',
    rename: 'Rename',
    pin: 'Pin',
    unpin: 'Unpin',
    asMarkdown: 'Export as Markdown',
    asJson: 'Export as JSON',
    delete: 'Delete',
    title: 'Title',
  },
  pinnedNow: (title: string) => `Pinned “${title}”`,
  unpinnedNow: (title: string) => `Unpinned “${title}”`,
  tooManyPinned: (limit: string) => `${limit} conversations are pinned already. Unpin one of them first.`,
  deleted: (title: string) => `Deleted “${title}”`,
  undo: 'Undo',
})
