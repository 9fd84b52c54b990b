import type { AccountData } from '../rbac/account-data.ts'

/** Tables that a change took away, by their ids: dropped or replaced, alone or with what they were in. */
export function goneTables(before: AccountData, after: AccountData): string[] {
  if (before.tables.length === 0) return []
  const left = new Set(after.tables.map((table) => table.id))
  return before.tables.map((table) => table.id).filter((id) => !left.has(id))
}
