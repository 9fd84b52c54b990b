/** Whether the database refused a row because one with the same key is there (SQLSTATE 23505). */
export function isUniqueViolation(thrown: unknown): boolean {
  return hasCode(thrown, '23505')
}

/** Whether the database refused a row because what it refers to is not there (SQLSTATE 23503). */
export function isForeignKeyViolation(thrown: unknown): boolean {
  return hasCode(thrown, '23503')
}

function hasCode(thrown: unknown, wanted: string): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ((error as { code?: unknown }).code === wanted) return true
  }
  return false
}
