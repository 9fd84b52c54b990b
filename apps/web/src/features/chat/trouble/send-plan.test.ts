import { expect, test } from 'vitest'
import { planGoesOn } from './send-plan.ts'

const waiting = { text: 'One more', is: 'waiting' } as const
const sent = { text: 'One more', is: 'sent' } as const
const limited = { draft: 'One more', isAsking: false, isLimited: true }

test.each([
  ['waits with the words it was made for', waiting, limited, waiting],
  ['does not mind a space at their end', waiting, { ...limited, draft: 'One more ' }, waiting],
  ['is given up with other words', waiting, { ...limited, draft: 'One more, please' }, null],
  ['is given up with the words', waiting, { ...limited, draft: '' }, null],
  ['is sent once it is asked', waiting, { draft: '', isAsking: true, isLimited: false }, sent],
  ['is kept while it is asked', sent, { draft: '', isAsking: true, isLimited: false }, sent],
  ['waits again when it was refused for the limit', sent, limited, waiting],
  ['is over when it was refused for something else', sent, { ...limited, isLimited: false }, null],
  ['is over with its answer', sent, { draft: '', isAsking: false, isLimited: false }, null],
  [
    'is over with its answer, though the same words were written meanwhile',
    sent,
    { ...limited, isLimited: false },
    null,
  ],
])('a plan %s (U35)', (_, plan, now, expected) => {
  expect(planGoesOn(plan, now)).toEqual(expected)
})
