import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CortexChatEvent } from './cortex-events.ts'
import { createThinkSplitter } from './split-think.ts'

const END: CortexChatEvent = { type: 'end', finishReason: 'stop', usage: null }

function split(pieces: string[]): { text: string; reasoning: string; types: string[] } {
  const splitter = createThinkSplitter()
  const given = [...pieces.map((content): CortexChatEvent => ({ type: 'delta', content })), END]
  const events = given.flatMap(splitter.split)
  const joined = (type: string) =>
    events.map((event) => (event.type === type && 'content' in event ? event.content : '')).join('')
  return { text: joined('delta'), reasoning: joined('reasoning'), types: events.map((event) => event.type) }
}

test.each([
  ['plain', 'plain', ''],
  ['<think>hm</think>answer', 'answer', 'hm'],
  ['a<think>b</think>c<think>d</think>e', 'ace', 'bd'],
  ['<think></think>answer', 'answer', ''],
  ['<think>never closed', '', 'never closed'],
  ['1 < 2 and <thin ice', '1 < 2 and <thin ice', ''],
  ['</think> alone', '</think> alone', ''],
  ['ends with <thi', 'ends with <thi', ''],
])('%j, cut anywhere', (whole, text, reasoning) => {
  for (let at = 0; at <= whole.length; at++) {
    expect(split([whole.slice(0, at), whole.slice(at)])).toMatchObject({ text, reasoning })
  }
  expect(split(whole.split(''))).toMatchObject({ text, reasoning })
})

test('nothing is lost or doubled in any text and any cut', () => {
  const part = fc.oneof(fc.constantFrom('<think>', '</think>', '<', 'think', '>', '</'), fc.string())
  fc.assert(
    fc.property(fc.array(part), fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (parts, sizes) => {
      const whole = parts.join('')
      const pieces: string[] = []
      for (let at = 0; at < whole.length; at += pieces.at(-1)?.length ?? 1) {
        pieces.push(whole.slice(at, at + (sizes.next().value ?? 1)))
      }
      const once = split([whole])
      const cut = split(pieces)
      expect({ text: cut.text, reasoning: cut.reasoning }).toEqual({ text: once.text, reasoning: once.reasoning })
    }),
  )
})

test('text that cannot become a tag is passed on at once', () => {
  const splitter = createThinkSplitter()
  expect(splitter.split({ type: 'delta', content: 'a < b' })).toEqual([{ type: 'delta', content: 'a < b' }])
})
