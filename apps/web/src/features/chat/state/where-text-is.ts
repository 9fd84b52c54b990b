import type { Refusal } from './wish.ts'

/** What became of what somebody wrote, after it was refused. */
export function whereTextIs({ wish }: Pick<Refusal, 'wish'>): string {
  switch (wish.kind) {
    case 'send':
      return 'Your text is back in the box below.'
    case 'edit':
      return 'Your text is back where you changed it.'
    case 'regenerate':
    case 'continue':
      return 'The answer that was there is unchanged.'
  }
}
