import { expect, test } from 'vitest'
import { curlExample } from './curl-example.ts'
import { endOfDay, tomorrow } from './key-facts.ts'

test('a key works until its last day is over, where its owner is', () => {
  const end = new Date(endOfDay('2026-12-31') ?? '')
  expect([end.getDate(), end.getHours(), end.getMinutes()]).toEqual([31, 23, 59])
  expect(endOfDay('')).toBeNull()
})

test('the first day to choose is tomorrow, over the end of a month too', () => {
  expect(tomorrow(new Date(2026, 0, 31, 12))).toBe('2026-02-01')
})

test('the example is a call of this Coco, as it stands', () => {
  const example = curlExample('http://127.0.0.1:8000', 'coco_abc', null)
  expect(example).toContain('curl -N http://127.0.0.1:8000/v1/chat/stream')
  expect(example).toContain("'X-API-Key: coco_abc'")
  expect(bodyOf(example)).toEqual({ message: 'Say hello' })
})

test('a key for certain models is tried with one of them', () => {
  const example = curlExample('http://127.0.0.1:8000', 'coco_abc', 'mistral-large2')
  expect(bodyOf(example)).toEqual({ message: 'Say hello', model: 'mistral-large2' })
})

const bodyOf = (example: string): unknown => JSON.parse(/-d '(.*)'$/.exec(example)?.[1] ?? '')
