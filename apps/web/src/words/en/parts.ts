import { section } from '../section.ts'

/** What buttons, fields and lists say wherever they stand. */
export const parts = section('parts', {
  cancel: 'Cancel',
  done: 'Done',
  looking: 'Looking…',
  oneMoment: 'One moment…',
  tryAgain: 'Try again',
  copy: { copy: 'Copy', copied: 'Copied', failed: 'Could not copy' },
  optional: ' – optional',
  showPassword: (label: string) => `Show ${label.toLowerCase()}`,
  timeZone: (zone: string) => `Times are in your time zone, ${zone}.`,
  problems: {
    chooseOne: 'Choose at least one.',
    fillIn: 'Fill this in.',
    wholeNumber: 'Write a whole number.',
    date: 'Write a date.',
    email: 'Write an e-mail address, like ann@example.com.',
    tooShort: (characters: number) => `Use at least ${characters} characters.`,
    tooLong: (longest: number, over: number) => `Use at most ${longest} characters: ${over} less than now.`,
    tooSmall: (min: string) => `Write ${min} or more.`,
    tooLarge: (max: string) => `Write ${max} or less.`,
    tooEarly: (min: string) => `Choose ${min} or later.`,
    tooLate: (max: string) => `Choose ${max} or earlier.`,
  },
})
