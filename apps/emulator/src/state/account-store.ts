import type { AccountData } from '../rbac/account-data.ts'

/** The one place that holds the account. */
export interface AccountStore {
  read(): AccountData
  /**
   * Lets `change` work on a copy, makes the copy durable, and only then lets anybody see it. When either throws, nothing
   * has changed.
   */
  change<T>(change: (draft: AccountData) => T): T
}

/** @param save makes the account durable before it returns; absent for an account that lives in memory */
export function createAccountStore(initial: AccountData, save: (data: AccountData) => void = () => {}): AccountStore {
  let current = initial
  return {
    read: () => current,
    change(change) {
      const draft = structuredClone(current)
      const result = change(draft)
      save(draft)
      current = draft
      return result
    },
  }
}
