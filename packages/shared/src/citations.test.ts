import { expect, test } from 'vitest'
import { citedNumbers, splitCitations } from './citations.ts'

test.each<[string, number[]]>([
  ['Ten days [1].', [1]],
  ['Ten days [2][1], and more [2].', [1, 2]],
  ['Ten days [1, 3] and [ 4 ; 2 ].', [1, 2, 3, 4]],
  ['Full width 【5】.', [5]],
  ['[0] is a number, too; whether it is a source is not known here.', [0]],
  ['A list a[i], [x], [1a], [-1], [1.5], [] and [1234] cite nothing.', []],
  ['An open one [1', []],
  ['', []],
])('%s', (text, expected) => {
  expect(citedNumbers(text)).toEqual(expected)
})

test.each(['', 'no citation', '[1]', 'a [1][2, 2] b', '[1] [', '【1】 \n[2]'])(
  'the pieces of %j together are the text',
  (text) => {
    expect(
      splitCitations(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  },
)

test('a number that stands twice between the same brackets is one', () => {
  expect(splitCitations('x [2, 2]')).toEqual([
    { type: 'text', text: 'x ' },
    { type: 'citation', text: '[2, 2]', numbers: [2] },
  ])
})

test('text of a megabyte with nothing but openings is cut at once', () => {
  expect(citedNumbers('[1, '.repeat(250_000))).toEqual([])
})
