import { expect, test } from 'vitest'
import { markHits } from './mark-hits.ts'

const marked = (text: string, query: string) =>
  markHits(text, query)
    .map((part) => (part.isHit ? `[${part.text}]` : part.text))
    .join('')

test.each([
  ['words in any case', 'Heron and heron', 'HERON', '[Heron] and [heron]'],
  ['several words', 'a grey heron', 'heron grey', 'a [grey] [heron]'],
  ['the beginning of a word', 'herons', 'heron', '[heron]s'],
  ['no middle of a word', 'the northern there', 'the', '[the] northern [the]re'],
  ['signs that mean something in patterns', 'what (is) a+b?', 'a+b? (is)', 'what [(is)] [a+b?]'],
  ['nothing for an empty query', 'Heron', '  ', 'Heron'],
  ['nothing where it does not stand', 'Heron', 'stork', 'Heron'],
])('marks %s', (_, text, query, expected) => {
  expect(marked(text, query)).toBe(expected)
})

test('loses nothing of the text', () => {
  const text = 'The heron, [the] *heron*: ünïcode 🪶'
  expect(
    markHits(text, 'heron 🪶 [the]')
      .map((part) => part.text)
      .join(''),
  ).toBe(text)
})
