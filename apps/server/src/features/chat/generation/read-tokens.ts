/** The largest number that the database's integer holds. */
const MAX = 2_147_483_647

/** The two numbers of upstream's account that every model family gives; null for one that is missing or no such number. */
export function readTokens(usage: Record<string, unknown> | null) {
  return { promptTokens: toCount(usage?.prompt_tokens), completionTokens: toCount(usage?.completion_tokens) }
}

function toCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX ? value : null
}
