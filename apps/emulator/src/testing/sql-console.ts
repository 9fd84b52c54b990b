import { parseAccountIdentifier } from '../account-identity.ts'
import { createLoginFailures } from '../auth/login-failures.ts'
import { newAccount } from '../rbac/new-account.ts'
import type { ResultSet } from '../sql/result-set.ts'
import { type Binding, openSession } from '../sql/session.ts'
import { splitStatements } from '../sql/split-statements.ts'
import { createSqlEngine } from '../sql/sql-engine.ts'
import { createAccountStore } from '../state/account-store.ts'
import { createRowStore } from '../tables/row-store.ts'

export const CONSOLE_NOW_MS = Date.UTC(2026, 10, 20, 12)

/** A new account in memory and a way to type SQL at it, as anybody. */
export function openSqlConsole() {
  const now = () => CONSOLE_NOW_MS
  const store = createAccountStore(newAccount(parseAccountIdentifier('COCO-LOCAL'), 'COCO_ADMIN', CONSOLE_NOW_MS))
  const failures = createLoginFailures()
  const rows = createRowStore(null)
  const engine = createSqlEngine({ store, rows, failures, now })

  /** Runs every statement of a text in one session. @returns the last answer */
  function run(text: string, userName = 'COCO_ADMIN', role = 'ACCOUNTADMIN'): ResultSet {
    const session = openSession(store.read(), userName, role, null)
    const results = splitStatements(text).map((tokens) => engine.execute(session, tokens))
    return results.at(-1) ?? { columns: [], rows: [] }
  }

  /** One column of the last answer. */
  function column(name: string, text: string, userName?: string, role?: string): (string | null)[] {
    const { columns, rows: answered } = run(text, userName, role)
    const index = columns.findIndex((candidate) => candidate.name === name)
    return answered.map((row) => row[index] ?? null)
  }

  /** Runs one statement with bind values, in a session that has a warehouse. */
  function bound(text: string, bindings: readonly Binding[]): ResultSet {
    const session = openSession(store.read(), 'COCO_ADMIN', 'ACCOUNTADMIN', null, { warehouse: 'WH' })
    const [tokens = []] = splitStatements(text)
    return engine.execute(session, tokens, bindings)
  }

  return { run, column, bound, store, rows, failures }
}

/** Two tenants, a clerk who may create users and roles, and a guest who holds PUBLIC alone. */
export const CAST = `
  CREATE ROLE TENANT_A; CREATE ROLE TENANT_B; CREATE ROLE CLERK; CREATE ROLE MIDDLE;
  CREATE USER ANN TYPE = SERVICE DEFAULT_ROLE = TENANT_A;
  CREATE USER BOB TYPE = SERVICE DEFAULT_ROLE = TENANT_B;
  CREATE USER CLEO DEFAULT_ROLE = CLERK;
  CREATE USER GUS;
  GRANT ROLE TENANT_A TO USER ANN; GRANT ROLE TENANT_B TO USER BOB; GRANT ROLE CLERK TO USER CLEO;
  GRANT ROLE USERADMIN TO ROLE CLERK;
  GRANT ROLE SECURITYADMIN TO USER CLEO;
`
