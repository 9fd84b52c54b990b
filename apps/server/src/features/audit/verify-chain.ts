import type { Doors } from '../../store/doors.ts'
import { CHAIN_START, type ChainBreak, type ChainedRecord, type ChainEnd, findBreak } from './audit-chain.ts'
import { type ChainName, NOBODYS, rowsAfter } from './audit-store.ts'

/**
 * What a chain proves about itself. That its end was cut off it cannot: for that, keep `end` somewhere else and expect it
 * the next time.
 */
export type ChainVerdict =
  | { status: 'intact'; end: ChainEnd }
  | ({ status: 'broken' } & ChainBreak)
  /** The expected row is not there any more, or is another. */
  | { status: 'not_as_expected'; end: ChainEnd }

const PAGE_ROWS = 500

/** Reads in pages, each in a transaction of its own: a long record does not hold up the server. */
export function verifyChain(
  doors: Pick<Doors, 'inTenant' | 'inIdentity'>,
  chain: ChainName,
  expected?: ChainEnd,
): Promise<ChainVerdict> {
  return verifyPages(
    (after) =>
      chain === NOBODYS
        ? doors.inIdentity({}, (tx) => rowsAfter(tx, chain, after, PAGE_ROWS))
        : doors.inTenant({ tenant: chain, subject: '', permissions: new Set() }, (tx) =>
            rowsAfter(tx, chain, after, PAGE_ROWS),
          ),
    expected,
  )
}

/** @param readAfter the next rows in order; none at the end */
export async function verifyPages(
  readAfter: (seq: number) => Promise<readonly ChainedRecord[]>,
  expected?: ChainEnd,
): Promise<ChainVerdict> {
  let end = CHAIN_START
  let isAsExpected = expected === undefined
  for (;;) {
    const rows = await readAfter(end.seq)
    if (rows.length === 0) break
    for (const row of rows) {
      const found = findBreak(end, row)
      if (found !== null) return { status: 'broken', ...found }
      end = { seq: row.seq, hash: row.hash }
      if (end.seq === expected?.seq && end.hash === expected.hash) isAsExpected = true
    }
  }
  return { status: isAsExpected ? 'intact' : 'not_as_expected', end }
}
