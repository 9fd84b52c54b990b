import { expect, test } from 'vitest'
import { toSearchQuery } from './search-query.ts'

test.each([
  ['data', "'data':*"],
  ['  two  words ', "'two' & 'words':*"],
  ["it's", "'it''s':*"],
  ['a\\', "'a\\\\':*"],
  ['!!! & | ( )', ''],
  ['a & !b', "'a' & '!b':*"],
  ['日本', "'日本':*"],
])('%j is looked for as %j', (typed, query) => {
  expect(toSearchQuery(typed)).toBe(query)
})
