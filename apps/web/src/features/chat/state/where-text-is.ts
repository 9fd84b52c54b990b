import { thread } from '../../../words/en/thread.ts'
import { wordsOf } from '../../../words/language.ts'
import type { Refusal } from './wish.ts'

/** What became of what somebody wrote, after it was refused. */
export function whereTextIs({ wish }: Pick<Refusal, 'wish'>): string {
  const words = wordsOf(thread).whereTextIs
  switch (wish?.kind) {
    case undefined:
      return ''
    case 'send':
      return words.send
    case 'edit':
      return words.edit
    case 'regenerate':
    case 'continue':
      return words.unchanged
  }
}
