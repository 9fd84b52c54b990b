import type { TypedCell } from '../tables/value.ts'
import { timestamp } from './result-set.ts'
import type { Execution } from './session.ts'

/** What stands for the same value in every row of a statement. */
export function rowConstants({ data, session, nowMs }: Execution): ReadonlyMap<string, TypedCell> {
  return new Map<string, TypedCell>([
    ['CURRENT_TIMESTAMP', { type: 'timestamp_ltz', value: timestamp(nowMs) }],
    ['CURRENT_USER', { type: 'text', value: session.userName }],
    ['CURRENT_ROLE', { type: 'text', value: session.role }],
    ['CURRENT_ACCOUNT', { type: 'text', value: data.account.locator }],
  ])
}
