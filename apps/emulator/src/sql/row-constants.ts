import type { Environment } from '../tables/compiled.ts'
import type { TypedCell } from '../tables/value.ts'
import { newWork } from '../tables/work.ts'
import { timestamp } from './result-set.ts'
import type { Execution } from './session.ts'

/** Made once for a statement: all of it shares the work that is left. */
export function environmentOf(execution: Execution): Environment {
  return { bindings: execution.bindings, constants: rowConstants(execution), work: newWork() }
}

/** What stands for the same value in every row of a statement. */
function rowConstants({ data, session, nowMs }: Execution): ReadonlyMap<string, TypedCell> {
  return new Map<string, TypedCell>([
    ['CURRENT_TIMESTAMP', { type: 'timestamp_ltz', value: timestamp(nowMs) }],
    ['CURRENT_USER', { type: 'text', value: session.userName }],
    ['CURRENT_ROLE', { type: 'text', value: session.role }],
    ['CURRENT_ACCOUNT', { type: 'text', value: data.account.locator }],
  ])
}
