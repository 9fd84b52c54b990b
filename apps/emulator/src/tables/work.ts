import { assumptions } from '../assumptions.ts'
import { SqlError } from '../sql/sql-error.ts'

/** What a statement may still do; everything here runs in one turn, so nobody else is answered meanwhile. */
export interface Work {
  left: number
}

export const newWork = (): Work => ({ left: assumptions.mostWorkOfStatement.value })

/** @throws SqlError when the statement has done as much as it may */
export function spend(work: Work, steps: number): void {
  work.left -= steps
  if (work.left >= 0) return
  const most = assumptions.mostWorkOfStatement.value
  throw new SqlError('000002', '54000', `The statement is too much work for the emulator: more than ${most} steps.`)
}

/** So many characters are read or written in the time of one step. */
const CHARACTERS_PER_STEP = 64

export const stepsOf = (cell: string | null): number => 1 + (cell?.length ?? 0) / CHARACTERS_PER_STEP

/** Refuses an answer, or rows to be stored, before they are made. @throws SqlError */
export function requireMakeable(rows: number, columns: number): void {
  const most = assumptions.mostCellsAtOnce.value
  if (rows * columns <= most) return
  throw new SqlError(
    '000002',
    '54000',
    `${rows} rows of ${columns} columns are more cells than the emulator makes at once: ${most}.`,
  )
}
