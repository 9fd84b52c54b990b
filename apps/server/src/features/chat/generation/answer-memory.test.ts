import { GenerationId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createAnswerMemory } from './answer-memory.ts'

const newId = () => GenerationId.parse(randomUUID())

function setUp(limits: { maxBytes: number; maxEndedBytes: number }) {
  const dropped: GenerationId[] = []
  return { dropped, memory: createAnswerMemory({ ...limits, drop: (id) => void dropped.push(id) }) }
}

test('ended answers have a share of their own; the oldest goes first', () => {
  const { memory, dropped } = setUp({ maxBytes: 1_000, maxEndedBytes: 100 })
  const [one, two, three] = [newId(), newId(), newId()]
  for (const id of [one, two, three]) {
    memory.grow(id, 50)
    memory.end(id)
  }
  expect(dropped).toEqual([one])
})

test('running answers that need the room push ended ones out, and are never dropped themselves', () => {
  const { memory, dropped } = setUp({ maxBytes: 100, maxEndedBytes: 100 })
  const [ended, running] = [newId(), newId()]
  memory.grow(ended, 40)
  memory.end(ended)
  memory.grow(running, 60)
  expect(dropped).toEqual([])
  memory.grow(running, 1)
  expect(dropped).toEqual([ended])
  memory.grow(running, 1_000)
  expect(dropped).toEqual([ended])
})

test('new answers are refused with a time to wait while the running ones alone fill it', () => {
  const { memory } = setUp({ maxBytes: 100, maxEndedBytes: 100 })
  const [ended, running] = [newId(), newId()]
  memory.grow(ended, 90)
  memory.end(ended)
  expect(() => memory.requireRoom()).not.toThrow()
  memory.grow(running, 100)
  expect(() => memory.requireRoom()).toThrow(
    expect.objectContaining({ code: 'too_many_streams', retryAfterMs: expect.any(Number) }),
  )
  memory.end(running)
  expect(() => memory.requireRoom()).not.toThrow()
})

test('what is forgotten leaves its room to others, once', () => {
  const { memory, dropped } = setUp({ maxBytes: 100, maxEndedBytes: 100 })
  const [one, two, three] = [newId(), newId(), newId()]
  memory.grow(one, 60)
  memory.end(one)
  memory.forget(one)
  memory.forget(one)
  memory.grow(two, 60)
  memory.end(two)
  memory.grow(three, 41)
  expect(dropped).toEqual([two])
})
