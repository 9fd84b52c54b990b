import { expect, test } from 'vitest'
import {
  NOTHING_MOUNTED,
  rangesOf,
  withAll,
  withLength,
  withMoreAfter,
  withMoreBefore,
  withPlace,
} from './mounted-ranges.ts'

const LONG = withLength(NOTHING_MOUNTED, 1_000)

test('of a thousand exchanges the page begins with the last twenty (U50)', () => {
  expect(rangesOf(LONG)).toEqual([{ from: 980, to: 1_000 }])
})

test('a short conversation is there as a whole', () => {
  expect(rangesOf(withLength(NOTHING_MOUNTED, 3))).toEqual([{ from: 0, to: 3 }])
})

test('what is asked anew joins, and nothing that was there goes (U50)', () => {
  const later = [1_001, 1_002, 1_010, 1_030].reduce(withLength, LONG)
  expect(rangesOf(later)).toEqual([{ from: 980, to: 1_030 }])
})

test('earlier exchanges come a few at a time, up to the first (U50)', () => {
  expect(rangesOf(withMoreBefore(LONG, 980))).toEqual([{ from: 970, to: 1_000 }])
  let mounted = LONG
  for (let from = 980; from > 0; from = rangesOf(mounted)[0]?.from ?? 0) mounted = withMoreBefore(mounted, from)
  expect(rangesOf(mounted)).toEqual([{ from: 0, to: 1_000 }])
})

test('a message far up is there with what stands around it, beside the end (U50)', () => {
  const found = withPlace(LONG, 12)
  expect(rangesOf(found)).toEqual([
    { from: 8, to: 20 },
    { from: 980, to: 1_000 },
  ])
  expect(rangesOf(withMoreAfter(found))[0]).toEqual({ from: 8, to: 30 })
  expect(rangesOf(withMoreBefore(found, 8))[0]).toEqual({ from: 0, to: 20 })
  expect(rangesOf(withMoreBefore(found, 980))[1]).toEqual({ from: 970, to: 1_000 })
})

test('two places that meet are one', () => {
  expect(rangesOf(withPlace(LONG, 975))).toEqual([{ from: 971, to: 1_000 }])
})

test('what is on the page already, or in no place, changes nothing', () => {
  expect(withPlace(LONG, 990)).toBe(LONG)
  expect(withPlace(LONG, -1)).toBe(LONG)
})

test('another version with a long path brings its end, and what was read stays', () => {
  const short = withLength(NOTHING_MOUNTED, 5)
  expect(rangesOf(withLength(short, 500))).toEqual([
    { from: 0, to: 5 },
    { from: 480, to: 500 },
  ])
  expect(rangesOf(withLength(withLength(short, 500), 5))).toEqual([{ from: 0, to: 5 }])
})

test('everything can be there, to be printed', () => {
  expect(rangesOf(withAll(withPlace(LONG, 12)))).toEqual([{ from: 0, to: 1_000 }])
})
