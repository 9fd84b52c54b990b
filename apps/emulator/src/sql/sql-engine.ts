import type { LoginFailures } from '../auth/login-failures.ts'
import { goneTables } from '../objects/gone-tables.ts'
import type { AccountData } from '../rbac/account-data.ts'
import type { AccountStore } from '../state/account-store.ts'
import type { RowStore } from '../tables/row-store.ts'
import { executeRowStatement } from './execute-rows.ts'
import { executeStatement, onlyReads } from './execute-statement.ts'
import { requireAdministrator } from './require-administrator.ts'
import { parseStatement } from './parse-statement.ts'
import type { ResultSet } from './result-set.ts'
import { isRowStatement } from './row-statement.ts'
import type { Binding, Session } from './session.ts'
import { SqlError } from './sql-error.ts'
import type { Token } from './tokenize.ts'

interface Needs {
  store: AccountStore
  rows: RowStore
  failures: LoginFailures
  now: () => number
  /** Hears of every change to rows and to the account, once it is durable. */
  changed?: () => void
}

/** Runs statements against the account. Each one is done and durable, or has changed nothing, before the next is looked at. */
export function createSqlEngine({ store, rows, failures, now, changed = () => {} }: Needs) {
  /** @throws SqlError when the statement is refused */
  function execute(session: Session, tokens: readonly Token[], bindings: readonly Binding[] = []): ResultSet {
    const statement = parseStatement(tokens)
    const execution = (data: AccountData) => ({ data, rows, session, bindings, failures, nowMs: now() })
    if (isRowStatement(statement)) {
      const result = executeRowStatement(execution(store.read()), statement)
      if (result.stats) changed()
      return result
    }
    if (bindings.length > 0 && statement.kind !== 'select') {
      throw new SqlError('002049', '42601', 'SQL compilation error:\nThis statement has no bind variables.')
    }
    const run = (data: AccountData) => executeStatement(execution(data), statement)
    if (onlyReads(statement)) return run(store.read())
    const before = store.read()
    const result = store.change((draft) => {
      const outcome = run(draft)
      requireAdministrator(before, draft)
      return outcome
    })
    // The account says by now that they are gone: what is left behind when this fails is swept away at the next start.
    rows.drop(goneTables(before, store.read()))
    changed()
    return result
  }
  return { execute }
}

export type SqlEngine = ReturnType<typeof createSqlEngine>
