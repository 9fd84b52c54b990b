import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Section } from '../../../store/tables/document-tables.ts'
import { cutIntoPassages } from './chunk-text.ts'

const section = (text: string, headings: string[] = []): Section => ({ headings, page: null, text })
const sentence = (n: number) => `Sentence number ${n} says something about expenses, and it ends here.`
const sentences = (count: number) => Array.from({ length: count }, (_, n) => sentence(n)).join(' ')

test('a passage carries the whole path of its headings, and none reaches into the next section', () => {
  const passages = cutIntoPassages([
    section('About meals.', ['Travel', 'Meals']),
    section('About trains.', ['Travel', 'Trains']),
  ])
  expect(passages).toEqual([
    { headings: ['Travel', 'Meals'], page: null, content: 'About meals.' },
    { headings: ['Travel', 'Trains'], page: null, content: 'About trains.' },
  ])
})

test('small paragraphs of one section share a passage', () => {
  const passages = cutIntoPassages([section('One.\n\nTwo.\n\nThree.')])
  expect(passages.map(({ content }) => content)).toEqual(['One.\n\nTwo.\n\nThree.'])
})

test('paragraphs stay whole where they can', () => {
  const paragraphs = Array.from({ length: 6 }, (_, n) => `Paragraph ${n}. ${sentences(6)}`)
  const passages = cutIntoPassages([section(paragraphs.join('\n\n'))])
  expect(passages.length).toBeGreaterThan(1)
  for (const { content } of passages) expect(content).toMatch(/^Paragraph \d\. [^]*ends here\.$/)
})

test('a long paragraph is cut between sentences, and each part begins with the end of the one before', () => {
  const passages = cutIntoPassages([section(sentences(60))])
  expect(passages.length).toBeGreaterThan(2)
  for (const { content } of passages) {
    expect(content).toMatch(/^Sentence number [^]*ends here\.$/)
    expect(content.length).toBeLessThanOrEqual(1_500)
  }
  for (const [index, { content }] of passages.slice(1).entries()) {
    const first = content.slice(0, content.indexOf('here.') + 5)
    expect(passages[index]?.content.endsWith(first)).toBe(true)
  }
})

test('a long table is cut between rows, and every part has the names of its columns', () => {
  const rows = Array.from({ length: 80 }, (_, n) => `| item ${n} | ${n * 10} euros | in store ${n % 7} |`)
  const passages = cutIntoPassages([section(['| Item | Price | Store |', '|---|---:|---|', ...rows].join('\n'))])
  expect(passages.length).toBeGreaterThan(2)
  for (const { content } of passages)
    expect(content).toMatch(/^\| Item \| Price \| Store \|\n\|---\|---:\|---\|\n(\|.*\|\n?)+$/)
  expect(passages.flatMap(({ content }) => content.split('\n').slice(2))).toEqual(rows)
})

test('a short rest joins the passage before it', () => {
  const passages = cutIntoPassages([section(`${sentences(15)}\n\nA last word.`)])
  expect(passages).toHaveLength(1)
  expect(passages[0]?.content.endsWith('A last word.')).toBe(true)
})

/** Words that differ, so that each has one place in the text. */
const words = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('word# ', 'end#. ', 'Really#? ', '日本#語。', '\n', '\n\n', '\n \n', '- #item\n', '  '),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }).map((text) => `#${text.toWellFormed()}`) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 900 }).map((length) => Array.from({ length }, (_, n) => `#😀${n}`).join('')),
  },
)
const texts = fc
  .array(words, { maxLength: 300 })
  .map((parts) => parts.map((part, index) => part.replaceAll('#', `${index}`)).join(''))

test('nothing but blanks is lost, nothing is in another order, no passage is too long, and no character is cut in two', () => {
  fc.assert(
    fc.property(texts, (text) => {
      // Tables repeat their heads: theirs is a test of its own.
      const plain = text.replaceAll('|', '')
      let covered = 0
      for (const { content } of cutIntoPassages([section(plain)])) {
        expect(content.length).toBeLessThanOrEqual(1_500)
        expect(content.isWellFormed()).toBe(true)
        expect(content).not.toBe('')
        // It begins where the last one ended, blanks apart, or in an overlap before it.
        const from = plain.indexOf(content, Math.max(0, covered - 400))
        expect(from).toBeGreaterThanOrEqual(0)
        expect(plain.slice(covered, Math.max(covered, from)).trim()).toBe('')
        covered = Math.max(covered, from + content.length)
      }
      expect(plain.slice(covered).trim()).toBe('')
    }),
    { numRuns: 300 },
  )
})

test('the same text is cut in the same way', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(cutIntoPassages([section(text)])).toEqual(cutIntoPassages([section(text)]))
    }),
    { numRuns: 50 },
  )
})
