import { expect, test } from 'vitest'
import { addressOf, placeIn } from './documents-place.ts'

test('the address says no more than it must, and leads back to the same place', () => {
  expect(addressOf({ find: '', tags: [], inText: false })).toEqual({})
  const place = { find: 'travel', tags: ['hr'], inText: true }
  expect(placeIn({ ...addressOf(place) })).toEqual(place)
})

test('whatever stands in an address, there is a place', () => {
  expect(placeIn({ find: { a: 1 }, tags: 'hr', in: 'text' })).toEqual({ find: '', tags: [], inText: false })
  // The router reads digits as a number.
  expect(placeIn({ find: 2026, tags: ['hr', 3], in: 'elsewhere' })).toEqual({
    find: '2026',
    tags: ['hr'],
    inText: false,
  })
})
