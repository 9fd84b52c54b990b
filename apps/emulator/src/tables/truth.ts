import type { Compiled } from './compiled.ts'
import type { Cell, Row } from './value.ts'

/** Null is unknown. */
export type Truth = boolean | null

export const truth = (cell: Cell): Truth => (cell === null ? null : cell === 'true')
export const negate = (value: Truth): Truth => (value === null ? null : !value)
export const negateIf = (negated: boolean, value: Truth): Truth => (negated ? negate(value) : value)

export function boolean(of: (row: Row) => Truth): Compiled {
  return {
    type: 'boolean',
    of(row) {
      const value = of(row)
      return value === null ? null : String(value)
    },
  }
}

/** Three-valued AND (`decisive` false) and OR (`decisive` true): the decisive value wins over the unknown one. */
export function all(operands: readonly Compiled[], row: Row, decisive: boolean): Truth {
  let unknown = false
  for (const operand of operands) {
    const value = truth(operand.of(row))
    if (value === decisive) return decisive
    unknown ||= value === null
  }
  return unknown ? null : !decisive
}
