import type { Statement } from './statement.ts'
import type { TokenReader } from './token-reader.ts'

/** Snowflake ends every statement after a week (snowflake docs: parameters, statement_timeout_in_seconds). */
const LONGEST_WAIT_MS = 604_800_000

const UNIT_MS = { MILLISECONDS: 1, SECONDS: 1_000, MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000 } as const

/** `CALL SYSTEM$WAIT(2)`, `(150, 'MILLISECONDS')`, after CALL (snowflake docs: system_wait). Null when another name comes. */
export function parseWait(reader: TokenReader): Extract<Statement, { kind: 'wait' }> | null {
  const { kind, value } = reader.peek()
  if (kind !== 'word' || value !== 'SYSTEM$WAIT') return null
  reader.next()
  reader.expectSymbol('(')
  const token = reader.peek()
  if (!/^\d{1,9}$/.test(token.text)) throw reader.unexpected()
  reader.next()
  const unitToken = reader.peek(1)
  const unit = reader.acceptSymbol(',') ? reader.string().toUpperCase() : 'SECONDS'
  if (!isUnit(unit)) throw reader.unexpected(unitToken)
  reader.expectSymbol(')')
  const amount = Number(token.text)
  return { kind: 'wait', ms: Math.min(amount * UNIT_MS[unit], LONGEST_WAIT_MS), amount, unit: unit.toLowerCase() }
}

function isUnit(unit: string): unit is keyof typeof UNIT_MS {
  return Object.hasOwn(UNIT_MS, unit)
}
