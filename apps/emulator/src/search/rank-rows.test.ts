import { expect, test } from 'vitest'
import { rankRows } from './rank-rows.ts'
import { countStems, createWordScores } from './word-scores.ts'

const never = new AbortController().signal
const rank = async (query: string, texts: (string | null)[]) => {
  const rows = texts.map((text) => [text])
  return rankRows(rows, { query, column: 0, dimensions: 768, signal: never })
}

test('what both words and meaning find stands before what one of them finds', async () => {
  const found = await rank('vacation days', [
    'Parking is free.',
    'Holiday requests need a signature.',
    'Vacation days do not expire.',
  ])
  expect(found.map(({ row }) => row[0])).toEqual([
    'Vacation days do not expire.',
    'Holiday requests need a signature.',
    'Parking is free.',
  ])
})

test('the same text has the same score at every place, and asking again changes nothing', async () => {
  const texts = ['A receipt for the train.', 'Nothing of that kind.', 'A receipt for the train.']
  const [first, second] = [await rank('receipts', texts), await rank('receipts', texts)]
  expect(first).toEqual(second)
  expect(new Set(first.filter(({ row }) => row[0] === texts[0]).map(({ textMatch }) => textMatch)).size).toBe(1)
})

test('rows without text are left out, and no rows give no result', async () => {
  expect(await rank('x', [null, '', ' \n'])).toEqual([])
  expect(await rank('x', [])).toEqual([])
})

test('a question without a word finds by meaning alone, which is nobody’s', async () => {
  const found = await rank('??', ['one', 'two'])
  expect(found.map(({ textMatch }) => textMatch)).toEqual([0, 0])
})

test('many rows leave room for others, and stop when whoever asked has left', async () => {
  const departed = new AbortController()
  const rows = Array.from({ length: 500 }, (_, index) => [`row ${index}`])
  const ranking = rankRows(rows, { query: 'row', column: 0, dimensions: 768, signal: departed.signal })
  departed.abort(new Error('left'))
  await expect(ranking).rejects.toThrow('aborted')
})

test('the filter runs in the turns of the ranking, not before them', async () => {
  const departed = new AbortController()
  let asked = 0
  const passes = () => {
    asked += 1
    if (asked === 300) departed.abort(new Error('left'))
    return false
  }
  const rows = Array.from({ length: 5_000 }, (_, index) => [`row ${index}`])
  const ranking = rankRows(rows, { query: 'row', column: 0, dimensions: 768, passes, signal: departed.signal })
  await expect(ranking).rejects.toThrow('aborted')
  expect(asked).toBeLessThan(1_000)
})

test('a rare word weighs more than a common one, and a short text more than a long one', () => {
  const texts = ['apple pear', 'apple plum', 'apple plum and a good many other things besides'].map(countStems)
  const scores = (asked: string) => {
    const words = createWordScores([...countStems(asked).keys()])
    for (const text of texts) words.take(text)
    return words.score()
  }
  const [both = 0, short = 0, long = 0] = scores('apple pear')
  expect(both).toBeGreaterThan(short)
  expect(scores('pear')[0]).toBeGreaterThan(scores('apple')[0] ?? Infinity)
  expect(short).toBeGreaterThan(long)
})
