import { createHash } from 'node:crypto'

/** Numbers from 0 (included) to 1 (excluded), the same ones for the same seed. */
export type Random = () => number

/** The same text always gives the same sequence, so that an answer can be asked for twice and compared. */
export function seededRandom(seed: string): Random {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0)
  // mulberry32: one 32-bit word of state is plenty for phrasing and jitter.
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function pick<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0]
}

/** All of them, each once, in an order of chance. */
export function shuffled<T>(random: Random, choices: readonly T[]): T[] {
  return choices
    .map((choice) => ({ choice, rank: random() }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ choice }) => choice)
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1))
}
