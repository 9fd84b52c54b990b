import { expect, test } from 'vitest'
import { sentencesReady } from './sentences-ready.ts'

const said = (text: string, isAll = true) => sentencesReady(text, 0, isAll).sentences

test.each<[string, string, string[]]>([
  ['one sentence after the other', 'It rains. Does it? Yes! And… so', ['It rains.', 'Does it?', 'Yes!', 'And…', 'so']],
  ['not at an abbreviation', 'Ask Dr. Who, e.g. today. Done.', ['Ask Dr. Who, e.g. today.', 'Done.']],
  [
    'nor at a German one',
    'Das gilt z. B. am 3. Mai usw. für alle. Gut.',
    ['Das gilt z. B. am 3. Mai usw. für alle.', 'Gut.'],
  ],
  [
    'nor inside a number or a name',
    'Version 2.5 of node.js is 3.14 times faster. Yes.',
    ['Version 2.5 of node.js is 3.14 times faster.', 'Yes.'],
  ],
  ['a quoted one with its marks', 'He said “no.” Then he left.', ['He said “no.”', 'Then he left.']],
  [
    'without the marks of Markdown',
    'This is **very** `clear` and [linked](https://a.example). _So_ it is.',
    ['This is very clear and linked.', 'So it is.'],
  ],
  [
    'each heading and each item of a list',
    '# Plan\n\n1. First, buy\n2. Then cook\n- [x] eat\n',
    ['Plan', '1. First, buy', '2. Then cook', 'eat'],
  ],
  ['a paragraph over several lines as what it is', 'One\ntwo\nthree.\n\nFour', ['One two three.', 'Four']],
  [
    'code by its name',
    'Look:\n\n```ts\nconst a = 1. // no. such. thing.\n```\n\nThat is all.',
    ['Look:', 'Code.', 'That is all.'],
  ],
  ['a table by its size', '| a | b |\n|---|---|\n| 1. x | 2 |\n| 3 | 4 |\n\nDone.', ['Table with 2 rows.', 'Done.']],
  ['a formula by its name', 'So\n\n$$\nx = 1. y\n$$\n\nholds.', ['So', 'Formula.', 'holds.']],
  ['Japanese, which puts no blank between', '雨です。晴れです。', ['雨です。', '晴れです。']],
  ['code that never ends', '```\nfor. ever.', ['Code.']],
])('a reader is told %s', (_, text, expected) => {
  expect(said(text)).toEqual(expected)
})

test.each([
  ['a sentence that may go on', 'It rai'],
  ['one whose full stop may be inside a number', 'It costs 3.'],
  ['an item that has no end', '- one'],
  ['code that is open', '```\na. b. c.\n'],
  ['a table that grows', '| a |\n|---|\n| 1 |\n'],
  ['the first letters of a line', '``'],
])('%s is not told yet', (_, text) => {
  expect(said(text, false)).toEqual([])
})

const TEXT = [
  '# A plan',
  'First we look, e.g. at Dr. Who. **Then** we go on… and on! “Really?” Yes.\nA second line.',
  '1. Buy bread. And milk.\n2. Eat\n   - slowly\n   - with [friends](https://a.example "b").',
  '```js\nlet a = "x. y"\n```',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  'A line that is\nbroken in its middle.',
  'The end',
].join('\n\n')

test('however the text arrives, the same is told: everything once, and nothing taken back', () => {
  const whole = said(TEXT)
  expect(whole).toContain('Code.')
  for (let size = 1; size < 12; size += 1) {
    const told: string[] = []
    let until = 0
    for (let length = size; length < TEXT.length + size; length += size) {
      const isAll = length >= TEXT.length
      const ready = sentencesReady(TEXT.slice(0, length), until, isAll)
      told.push(...ready.sentences)
      until = ready.until
    }
    expect(told, `in pieces of ${size}`).toEqual(whole)
  }
})
