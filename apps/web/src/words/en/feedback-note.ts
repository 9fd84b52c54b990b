import { section } from '../section.ts'

/** Why an answer was good or bad: loaded with the form in which it is said. */
export const feedbackNote = section('feedbackNote', {
  why: 'Why? You need not say.',
  whyHint: 'Kept with this conversation for you, and sent to nobody.',
  save: 'Save note',
  close: 'No note',
})
