import type { RowExpression } from './row-expression.ts'

/** Whether two expressions say the same, wherever they stand. */
export function isSame(one: RowExpression, other: RowExpression): boolean {
  return withoutPlaces(one) === withoutPlaces(other)
}

function withoutPlaces(expression: RowExpression): string {
  return JSON.stringify(expression, (key, value: unknown) => (key === 'line' || key === 'position' ? 0 : value))
}
