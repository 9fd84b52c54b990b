import { assumptions } from '../assumptions.ts'

type Rows = readonly (readonly (string | null)[])[]

export interface Partition {
  rows: Rows
  /** Of its rows as JSON. */
  characters: number
}

/** A result in the pieces in which it is sent; the first is there even when there are no rows. */
export function cutIntoPartitions(
  rows: Rows,
  limit: number = assumptions.partitionCharacters.value,
): [Partition, ...Partition[]] {
  const partitions: Partition[] = []
  let start = 0
  let characters = 2
  for (const [index, row] of rows.entries()) {
    const length = JSON.stringify(row).length + (index > start ? 1 : 0)
    if (index > start && characters + length > limit) {
      partitions.push({ rows: rows.slice(start, index), characters })
      start = index
      characters = 2 + length - 1
    } else characters += length
  }
  const last = { rows: rows.slice(start), characters }
  const [first, ...others] = [...partitions, last]
  return [first, ...others]
}
