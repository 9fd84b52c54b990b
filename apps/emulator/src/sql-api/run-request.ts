import { randomUUID } from 'node:crypto'
import { assumptions } from '../assumptions.ts'
import type { Caller } from '../cortex/cortex-access.ts'
import type { AccountData } from '../rbac/account-data.ts'
import type { ResultSet } from '../sql/result-set.ts'
import { openSession } from '../sql/session.ts'
import { splitStatements } from '../sql/split-statements.ts'
import type { SqlEngine } from '../sql/sql-engine.ts'
import { SqlError } from '../sql/sql-error.ts'
import type { KeptAnswers } from './kept-answers.ts'
import {
  readBindings,
  readStatementCount,
  type StatementQuery,
  type StatementRequest,
  unsupported,
} from './statement-request.ts'
import { errorAnswer, MANY_STATEMENTS, resultAnswer, type StatementAnswer } from './statement-response.ts'

interface Needs {
  engine: SqlEngine
  readAccount: () => AccountData
  kept: KeptAnswers
  now: () => number
}

/** Runs what one request asks for, in a session of its own, and keeps every answer under its handle. */
export function createRequestRunner({ engine, readAccount, kept, now }: Needs) {
  function run(
    caller: Caller,
    request: StatementRequest,
    query: StatementQuery,
  ): { handle: string; answer: StatementAnswer } {
    const handle = newHandle()
    const issue = { handle, requestId: query.requestId ?? randomUUID(), atMs: now() }
    const nullable = query.nullable === 'true'
    const answer = attempt()
    kept.keep(caller.userName, handle, answer)
    return { handle, answer }

    function attempt(): StatementAnswer {
      try {
        const results = execute(caller, request)
        const [only] = results
        if (results.length === 1 && only) return resultAnswer(only, issue, nullable)
        const statementHandles = results.map((result) => keepChild(result))
        return resultAnswer(MANY_STATEMENTS, issue, nullable, { statementHandles })
      } catch (error) {
        if (error instanceof SqlError) return errorAnswer(error, issue)
        throw error
      }
    }

    function keepChild(result: ResultSet): string {
      const child = { ...issue, handle: newHandle() }
      kept.keep(caller.userName, child.handle, resultAnswer(result, child, nullable))
      return child.handle
    }
  }

  function execute(caller: Caller, request: StatementRequest): ResultSet[] {
    const wantedCount = readStatementCount(request.parameters)
    const bindings = readBindings(request.bindings)
    const session = openSession(readAccount(), caller.userName, caller.defaultRole, request.role || null, {
      database: request.database || null,
      schema: request.schema || null,
      warehouse: request.warehouse || null,
    })
    const statements = splitStatements(request.statement)
    if (statements.length === 0) throw emptyStatement()
    if (wantedCount !== 0 && wantedCount !== statements.length) {
      const message = `Actual statement count ${statements.length} did not match the desired statement count ${wantedCount}.`
      throw new SqlError('000008', '0A000', message)
    }
    if (statements.length > 1 && bindings.length > 0)
      throw unsupported('Bindings are not supported with several statements.')
    return statements.map((tokens) => engine.execute(session, tokens, bindings))
  }

  return { run }
}

/** Handles look like Snowflake's: a uuid that begins with 01. */
function newHandle(): string {
  return `01${randomUUID().slice(2)}`
}

function emptyStatement(): SqlError {
  const { code, sqlState, message } = assumptions.emptyStatement.value
  return new SqlError(code, sqlState, message)
}
