import { expect, test } from 'vitest'
import { cutIntoPartitions } from './partitions.ts'

const rows = [['aaaa'], ['bbbb'], [null], ['c'.repeat(40)], ['d']]

test('a result in pieces is the same result, each piece as long as it says and, where a row allows it, short enough', () => {
  for (const limit of [1, 10, 20, 24, 30, 60, 1_000]) {
    const partitions = cutIntoPartitions(rows, limit)
    expect(partitions.flatMap((partition) => partition.rows)).toEqual(rows)
    for (const partition of partitions) {
      expect(partition.characters).toBe(JSON.stringify(partition.rows).length)
      expect(partition.rows.length === 1 || partition.characters <= limit).toBe(true)
    }
  }
})

test('a short or empty result is one piece', () => {
  expect(cutIntoPartitions(rows, 1_000)).toHaveLength(1)
  expect(cutIntoPartitions([], 10)).toEqual([{ rows: [], characters: 2 }])
})
