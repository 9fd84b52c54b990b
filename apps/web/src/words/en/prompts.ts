import { counted } from '../count.ts'
import type { Language } from '../languages.ts'
import { section } from '../section.ts'

/** The prompt library: texts to begin a question with. */
export const prompts = section('prompts', {
  heading: 'Prompts',
  intro:
    'Texts that you ask with again and again. In the chat, type / in an empty message, or press the button with the book. What stands in double braces, as in {{topic}}, is selected to be filled in.',
  write: 'Write a prompt',
  search: 'Search prompts by title',
  none: 'You have no prompts yet. Write one for what you ask often.',
  noneOfThatName: 'No prompt is called that.',
  yours: 'Yours',
  shared: (tenant: string) => `Shared with everybody at ${tenant}`,
  changed: 'Changed ',
  byYou: 'By you',
  actionsFor: (title: string) => `Actions for ${title}`,
  edit: 'Edit…',
  delete: 'Delete',
  deleted: (title: string) => `Deleted “${title}”`,
  undo: 'Undo',
  kept: (title: string) => `“${title}” is kept.`,
  dialog: {
    create: 'Write a prompt',
    edit: 'Edit the prompt',
    title: 'Title',
    titleHint: 'By which you find it, as in “Summarise a contract”.',
    text: 'Text',
    textHint: 'Put what changes in double braces, as in {{topic}}.',
    sharing: 'Who has it',
    everybody: (tenant: string) => `Everybody at ${tenant}`,
    everybodyHint: 'Editors and admins can change and delete it.',
    keep: 'Keep',
    heldBack: 'This is not kept yet. Keep it, or press Cancel to let it go.',
  },
  full: {
    own: (limit: string) => `You have ${limit} prompts of your own, as many as there may be. Delete one first.`,
    shared: (limit: string) => `Your tenant shares ${limit} prompts, as many as there may be. Delete one first.`,
  },
  insert: 'Insert a prompt',
  list: 'Prompts',
  filter: 'Find a prompt',
  manage: 'Manage prompts',
  loading: 'Loading…',
  notLoaded: 'The prompts could not be loaded.',
  count: (language: Language, count: number) => counted(language, count, 'prompt', 'prompts'),
  sharedTag: 'Shared',
})
