import type { RowExpression } from './row-expression.ts'

const texts = new WeakMap<RowExpression, string>()

/** A text that two expressions share when they say the same, wherever they stand. Each is written out once. */
export function expressionText(expression: RowExpression): string {
  const known = texts.get(expression)
  if (known !== undefined) return known
  const text = JSON.stringify(expression, (key, value: unknown) =>
    key === 'line' || key === 'position' ? undefined : value,
  )
  texts.set(expression, text)
  return text
}
