import { NO_PARAMETERS, NO_RULES } from '@coco/shared/answer-defaults'
import { expect, test } from 'vitest'
import { outgrownNotes } from './outgrown-notes.ts'

const narrow = { ...NO_RULES, minTemperature: 0.3, maxTemperature: 0.5, maxTokens: 1_000 }

test.each([
  ['nothing is set', narrow, NO_PARAMETERS, []],
  ['all is within', narrow, { ...NO_PARAMETERS, temperature: 0.5, maxTokens: 1_000 }, []],
  [
    'the temperature is too high',
    narrow,
    { ...NO_PARAMETERS, temperature: 0.9 },
    ['You had set 0.9. By now at most 0.5 is allowed, and is used.'],
  ],
  [
    'the temperature is too low, the answer too long',
    narrow,
    { ...NO_PARAMETERS, temperature: 0, maxTokens: 9_000 },
    [
      'You had set 0. By now at least 0.3 is allowed, and is used.',
      'You had set 9,000. By now at most 1,000 is allowed, and is used.',
    ],
  ],
])('when %s, that is what the page says of the tenant’s bounds', (_, bounds, set, notes) => {
  expect(outgrownNotes(bounds, set)).toEqual(notes)
})
