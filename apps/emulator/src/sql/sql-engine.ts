import type { LoginFailures } from '../auth/login-failures.ts'
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
}

/** Runs statements against the account. Each one is done and durable, or has changed nothing, before the next is looked at. */
export function createSqlEngine({ store, failures, now }: Needs) {
  /** @throws SqlError when the statement is refused */
  function execute(session: Session, tokens: readonly Token[], bindings: readonly Binding[] = []): ResultSet {
    const statement = parseStatement(tokens)
    if (bindings.length > 0 && statement.kind !== 'select') {
      throw new SqlError('002049', '42601', 'SQL compilation error:\nThis statement has no bind variables.')
    }
    const run = (data: ReturnType<AccountStore['read']>) =>
      executeStatement({ data, session, bindings, failures, nowMs: now() }, statement)
    if (onlyReads(statement)) return run(store.read())
    return store.change((draft) => {
      const result = run(draft)
      requireAdministrator(store.read(), draft)
      return result
    })
  }
  return { execute }
}

export type SqlEngine = ReturnType<typeof createSqlEngine>
