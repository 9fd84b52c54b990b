import { describe, expect, test } from 'vitest'
import { embedText, similarity } from './embed-text.ts'
import { stemWord } from './stem-word.ts'

const near = (left: string, right: string, dimensions = 768) =>
  similarity(embedText(left, dimensions), embedText(right, dimensions))

test('is the same vector every time, of unit length, in as many dimensions as asked for', () => {
  for (const dimensions of [768, 1024]) {
    const vector = embedText('Invoices are paid within thirty days.', dimensions)
    expect(vector).toHaveLength(dimensions)
    expect(vector).toEqual(embedText('Invoices are paid within thirty days.', dimensions))
    expect(similarity(vector, vector)).toBeCloseTo(1, 5)
  }
})

test('a known text has the vector that it always had, on every machine', () => {
  const strongest = [...embedText('vacation', 768).entries()].toSorted(([, a], [, b]) => b - a).slice(0, 3)
  expect(strongest.map(([index, value]) => `${index}: ${value.toFixed(3)}`)).toMatchInlineSnapshot(`
    [
      "130: 0.359",
      "305: 0.359",
      "492: 0.327",
    ]
  `)
})

test('what has no word in it is near nothing that has one', () => {
  expect(near(' … \n', 'the of and')).toBeCloseTo(1, 5)
  expect(Math.abs(near('', 'vacation'))).toBeLessThan(0.2)
})

describe('nearer than something else', () => {
  test.each([
    ['its own forms', 'deploying services', 'the service was deployed', 'the service was painted'],
    ['another word for it', 'salary', 'compensation', 'holiday'],
    ['the other language', 'How much vacation do I get?', 'Urlaub: 30 Tage im Jahr', 'Rechnungen: 30 Tage Ziel'],
    ['a typing mistake', 'reimbursment of travel', 'reimbursement', 'retirement'],
    ['accents and capitals', 'BÜRO', 'buro', 'bura'],
    [
      'a question and its passage',
      'What do I do when my laptop was stolen?',
      'A lost or stolen device is reported to the help desk within one hour. The device is then locked and erased.',
      'Travel is booked with the travel desk. Trains are preferred under four hours; flights need the consent of a manager.',
    ],
  ])('%s', (_what, text, related, other) => {
    expect(near(text, related)).toBeGreaterThan(near(text, other) + 0.1)
  })

  test('the very word is nearer than another word for it', () => {
    expect(near('salary', 'salary')).toBeGreaterThan(near('salary', 'wage') + 0.1)
  })
})

test('texts about different things are hardly similar at all', () => {
  const texts = [
    'Bees pollinate apple trees early in spring.',
    'The outage was caused by an expired certificate on the load balancer.',
    'Salaries are reviewed once a year in March.',
    'The museum shows paintings of the seventeenth century.',
  ]
  for (const [index, left] of texts.entries())
    for (const right of texts.slice(index + 1)) expect(Math.abs(near(left, right))).toBeLessThan(0.12)
})

test('a thousand passages take less than two seconds', () => {
  const passage = (index: number) =>
    `Passage ${index}. Employees hand in receipts for every expense above ${index} euros within a month of their journey. `
      .repeat(9)
      .slice(0, 1_000)
  const startedAtMs = performance.now()
  for (let index = 0; index < 1_000; index += 1) embedText(passage(index), 768)
  expect(performance.now() - startedAtMs).toBeLessThan(2_000)
})

test.each([
  [['deploy', 'deploys', 'deployed', 'deploying', 'deployment', 'deployments'], 'deploy'],
  [['reimburse', 'reimbursed', 'reimbursement', 'reimbursements'], 'reimburs'],
  [['ship', 'ships', 'shipped', 'shipping'], 'ship'],
  [['policy', 'policies'], 'polic'],
  [['rechnung', 'rechnungen'], 'rechn'],
  [['gas'], 'gas'],
  [['glass'], 'glas'],
])('%j have the stem %s', (words, stem) => {
  for (const word of words) expect(stemWord(word)).toBe(stem)
})
