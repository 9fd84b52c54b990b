import { expect, test } from 'vitest'
import { parseMarkdown } from '../parse/parse-markdown.ts'
import { createAnswerSplitter } from './split-answer.ts'

const SAMPLES = [
  'One\n\ntwo\nthree\n\n\nfour',
  '- a\n- b\n\n- c\n\n  more\n\nafter\n1. x\n\n2. y',
  'text\n```js\na\n\nb\n```\nmore\n\n- x\n  ```\n  y\n\n  z\n  ```\n- w',
  '> q\n> r\n\n> s\n\n    code\n\n    more code\n\nend',
  'a\n$$\nx\n= y\n$$\nb\n\n\\[\nz\n\\]\nc',
  '| a | b |\n|---|---|\n| 1 | 2 |\n\n# H\ntext\n***\n[x]: https://a.example',
]

test.each(SAMPLES)('an answer that grows is cut as one that is there at once: %j', (source) => {
  const growing = createAnswerSplitter()
  for (let length = 1; length <= source.length; length++) {
    const text = source.slice(0, length)
    expect(growing(text, true)).toEqual(createAnswerSplitter()(text, true))
  }
})

test.each(SAMPLES.filter((source) => !source.includes('$$')))('the parts say what the whole says: %j', (source) => {
  const kinds = (text: string) => parseMarkdown(text).nodes.map(({ type }) => type)
  const parts = createAnswerSplitter()(source, false).flatMap(({ text }) => kinds(text))
  expect(parts).toEqual(kinds(source))
})

test('what is finished stays the same object, however much follows', () => {
  const split = createAnswerSplitter()
  const [first] = split('one\n\ntwo\n', true)
  expect(split('one\n\ntwo\n\nthree and more', true)[0]).toBe(first)
})

test('a part is given the definitions that it names, from wherever they stand', () => {
  const [first, second] = createAnswerSplitter()('[a][x]\n\nplain\n\n[x]: https://a.example', false)
  expect(first?.definitions).toBe('[x]: https://a.example')
  expect(second?.definitions).toBe('')
})
