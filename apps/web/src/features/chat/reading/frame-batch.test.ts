import { expect, test } from 'vitest'
import { createFrameBatch } from './frame-batch.ts'

function setUp() {
  const frames: (() => void)[] = []
  const flushed: string[][] = []
  const clock = { nowMs: 0, updateTakesMs: 0 }
  const next = (callback: () => void) => {
    frames.push(callback)
    return () => void frames.splice(frames.indexOf(callback), 1)
  }
  const paint = () => frames.splice(0).forEach((frame) => frame())
  const batch = createFrameBatch<string>({ next, now: () => clock.nowMs }, (items) => {
    clock.nowMs += clock.updateTakesMs
    flushed.push(items)
  })
  return { batch, flushed, frames, paint, clock }
}

test('what arrives within one frame is one update, in order (U14)', () => {
  const { batch, flushed, paint } = setUp()
  batch.add('a')
  batch.add('b')
  expect(flushed).toEqual([])
  paint()
  batch.add('c')
  paint()
  expect(flushed).toEqual([['a', 'b'], ['c']])
})

test('the end of a stream does not wait for a frame, and comes once', () => {
  const { batch, flushed, paint } = setUp()
  batch.add('a')
  batch.flushNow()
  paint()
  batch.flushNow()
  expect(flushed).toEqual([['a']])
})

test('what is dropped never arrives', () => {
  const { batch, flushed, frames, paint } = setUp()
  batch.add('a')
  batch.drop()
  paint()
  expect(flushed).toEqual([])
  expect(frames).toEqual([])
})

test('after an update that took long the page is left alone, and nothing that came meanwhile is lost (U14)', () => {
  const { batch, flushed, paint, clock } = setUp()
  clock.updateTakesMs = 40
  batch.add('a')
  paint()
  for (const item of ['b', 'c', 'd', 'e']) {
    batch.add(item)
    clock.nowMs += 16
    paint()
  }
  expect(flushed).toEqual([['a']])
  clock.nowMs += 16
  paint()
  expect(flushed).toEqual([['a'], ['b', 'c', 'd', 'e']])
})

test('a thousand pieces that come between 59 frames are 59 updates (U14)', () => {
  const { batch, flushed, paint, clock } = setUp()
  clock.updateTakesMs = 4
  for (let piece = 0; piece < 1_000; piece++) {
    batch.add(`${piece} `)
    if (piece % 17 === 16 || piece === 999) paint()
  }
  expect(flushed).toHaveLength(59)
  expect(flushed.flat().join('')).toBe(Array.from({ length: 1_000 }, (_, piece) => `${piece} `).join(''))
})
