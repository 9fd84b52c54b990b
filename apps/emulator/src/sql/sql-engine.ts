import type { LoginFailures } from '../auth/login-failures.ts'
import { goneTables } from '../objects/gone-tables.ts'
import type { AccountStore } from '../state/account-store.ts'
import { executeStatement, onlyReads } from './execute-statement.ts'
import { requireAdministrator } from './require-administrator.ts'
import { parseStatement } from './parse-statement.ts'
import type { ResultSet } from './result-set.ts'
import type { Binding, Session } from './session.ts'
import { SqlError } from './sql-error.ts'
import type { Token } from './tokenize.ts'

interface Needs {
  store: AccountStore
  failures: LoginFailures
  now: () => number
  /** Hears which tables are gone, by their ids, once that is durable. */
  tablesGone?: (ids: readonly string[]) => void
}

/** Runs statements against the account. Each one is done and durable, or has changed nothing, before the next is looked at. */
export function createSqlEngine({ store, failures, now, tablesGone = () => {} }: Needs) {
  /** @throws SqlError when the statement is refused */
  function execute(session: Session, tokens: readonly Token[], bindings: readonly Binding[] = []): ResultSet {
    const statement = parseStatement(tokens)
    if (bindings.length > 0 && statement.kind !== 'select') {
      throw new SqlError('002049', '42601', 'SQL compilation error:\nThis statement has no bind variables.')
    }
    const run = (data: ReturnType<AccountStore['read']>) =>
      executeStatement({ data, session, bindings, failures, nowMs: now() }, statement)
    if (onlyReads(statement)) return run(store.read())
    const before = store.read()
    const result = store.change((draft) => {
      const outcome = run(draft)
      requireAdministrator(before, draft)
      return outcome
    })
    const gone = goneTables(before, store.read())
    if (gone.length > 0) tablesGone(gone)
    return result
  }
  return { execute }
}

export type SqlEngine = ReturnType<typeof createSqlEngine>
