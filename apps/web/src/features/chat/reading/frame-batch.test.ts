import { expect, test } from 'vitest'
import { createFrameBatch } from './frame-batch.ts'

function setUp() {
  const frames: (() => void)[] = []
  const flushed: string[][] = []
  const next = (callback: () => void) => {
    frames.push(callback)
    return () => void frames.splice(frames.indexOf(callback), 1)
  }
  const paint = () => frames.splice(0).forEach((frame) => frame())
  return { batch: createFrameBatch<string>({ next }, (items) => flushed.push(items)), flushed, frames, paint }
}

test('what arrives within one frame is one update, in order', () => {
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
