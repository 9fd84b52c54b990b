import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeTitle } from './make-title.ts'

test.each([
  ['How do I read a file in Python? I have tried open().', '', 'How do I read a file in Python?'],
  ['Explain vector search. In detail.', '', 'Explain vector search'],
  ['# Plan\n\nfor the week', '', 'Plan'],
  ['```js\nconst x = 1\n```\nWhat is wrong here', '', 'const x = 1'],
  ['**Compare** [these](https://example.com) two', '', 'Compare these two'],
  ['what does snake_case mean', '', 'what does snake_case mean'],
  ['Hello!', '', 'Hello!'],
  ['Hello!', '## Welcome to Coco\n\nAsk me anything.', 'Welcome to Coco'],
  ['hi there', 'Hello! How can I help?', 'Hello!'],
  ['Hello, what is a tensor?', 'A tensor is …', 'Hello, what is a tensor?'],
  ['   \n\n  ', '', 'New conversation'],
  ['—', 'A dash is a mark.', 'A dash is a mark'],
  ['日本の首都はどこですか。教えて', '', '日本の首都はどこですか。教えて'],
  [
    'Write a long poem about the sea and the wind and the ships that never came back home again',
    '',
    'Write a long poem about the sea and the wind and the ships…',
  ],
])('%j answered with %j is called %j', (question, answer, title) => {
  expect(makeTitle(question, answer)).toBe(title)
})

test('whatever is asked, a title is one short line of plain text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 100 }),
      (question, answer) => {
        const title = makeTitle(question, answer)
        expect(title).toMatch(/^[^\p{Cc}\u2028\u2029]{1,60}$/u)
        expect(title).toBe(title.trim())
        expect(title.isWellFormed()).toBe(true)
      },
    ),
  )
})

test('a question of half a megabyte takes no time', () => {
  const startedMs = performance.now()
  for (const piece of ['a', '*', '[', ' ', '.', '_ ', '> '])
    makeTitle(piece.repeat(500_000 / piece.length), piece.repeat(100_000))
  expect(performance.now() - startedMs).toBeLessThan(1_000)
})
