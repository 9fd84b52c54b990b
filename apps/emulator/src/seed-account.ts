import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { AccountIdentity } from './account-identity.ts'
import { assumptions } from './assumptions.ts'
import { createLoginFailures } from './auth/login-failures.ts'
import { stripPem } from './auth/public-key.ts'
import type { AccountData } from './rbac/account-data.ts'
import { newAccount } from './rbac/new-account.ts'
import { findUser } from './rbac/role-graph.ts'
import { quoteIfNeeded } from './sql/resolve-name.ts'
import { openSession } from './sql/session.ts'
import { splitStatements } from './sql/split-statements.ts'
import { createSqlEngine } from './sql/sql-engine.ts'
import { SqlError } from './sql/sql-error.ts'
import { createAccountStore } from './state/account-store.ts'
import type { RowStore } from './tables/row-store.ts'

export interface Seed {
  /** Absolute paths of SQL files, run in this order as ACCOUNTADMIN. */
  scripts: readonly string[]
  /** Public keys by user name, PEM or bare base64; those of users that no script made are left out. */
  publicKeys: Readonly<Record<string, string>>
}

interface Needs {
  account: AccountIdentity
  adminUser: string
  seed: Seed
  /** Where the scripts' rows go. */
  rows: RowStore
  now: () => number
  log: (sentence: string) => void
}

/** A new account, then the scripts, then the keys. @throws Error naming the file and the statement that was refused */
export function seedAccount({ account, adminUser, seed, rows, now, log }: Needs): AccountData {
  const store = createAccountStore(newAccount(account, adminUser, now()))
  const engine = createSqlEngine({ store, rows, failures: createLoginFailures(), now })
  for (const path of seed.scripts) runScript(readFileSync(path, 'utf8'), basename(path))
  for (const [user, key] of Object.entries(seed.publicKeys)) {
    if (findUser(store.read(), user)) {
      runScript(`ALTER USER ${quoteIfNeeded(user)} SET RSA_PUBLIC_KEY = $$${stripPem(key)}$$`, `key of ${user}`)
    }
  }
  return store.read()

  function runScript(text: string, name: string) {
    // Each file is a request of its own: USE ROLE in one does not reach into the next.
    const session = openSession(store.read(), adminUser, 'ACCOUNTADMIN', null)
    for (const tokens of splitStatements(text)) {
      try {
        engine.execute(session, tokens)
      } catch (error) {
        if (!(error instanceof SqlError)) throw error
        const where = `${name}, line ${tokens[0]?.line}: ${error.message.replaceAll('\n', ' ')}`
        // The quickstart's scripts carry placeholders where people paste their keys.
        if (error.code !== assumptions.invalidPublicKey.value.code) throw new Error(where, { cause: error })
        log(`${where} Left without it.`)
      }
    }
  }
}
