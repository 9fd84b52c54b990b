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
import { readBindings } from './read-bindings.ts'
import { pause, type RunningStatement } from './running-statements.ts'
import { scriptFailure } from './script-failure.ts'
import { readStatementCount, type StatementQuery, type StatementRequest, unsupported } from './statement-request.ts'
import { errorAnswer, MANY_STATEMENTS, resultAnswer, type StatementAnswer } from './statement-response.ts'

interface Needs {
  engine: SqlEngine
  readAccount: () => AccountData
  kept: KeptAnswers
  now: () => number
}

/** Runs what one request asks for, in a session of its own, and keeps every answer under its handle. */
export function createRequestRunner({ engine, readAccount, kept, now }: Needs) {
  /** Everything that takes no time is done before this comes back. */
  function start(caller: Caller, request: StatementRequest, query: StatementQuery): RunningStatement {
    const handle = newHandle()
    const issue = { handle, requestId: query.requestId ?? randomUUID(), atMs: now() }
    const nullable = query.nullable === 'true'
    const stopping = new AbortController()
    return {
      handle,
      userName: caller.userName,
      answer: attempt(),
      stop: (reason) => stopping.abort(reason),
    }

    async function attempt(): Promise<StatementAnswer> {
      const answer = await execute(caller, request, stopping.signal).then(answerWith, (error: unknown) => {
        if (error instanceof SqlError) return errorAnswer(error, issue)
        throw error
      })
      kept.keep(caller.userName, handle, answer)
      return answer
    }

    function answerWith(results: ResultSet[]): StatementAnswer {
      const [only] = results
      if (results.length === 1 && only) return resultAnswer(only, issue, nullable)
      const statementHandles = results.map((result) => keepChild(result))
      return resultAnswer(MANY_STATEMENTS, issue, nullable, { statementHandles })
    }

    function keepChild(result: ResultSet): string {
      const child = { ...issue, handle: newHandle() }
      kept.keep(caller.userName, child.handle, resultAnswer(result, child, nullable))
      return child.handle
    }
  }

  async function execute(caller: Caller, request: StatementRequest, signal: AbortSignal): Promise<ResultSet[]> {
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
    const results: ResultSet[] = []
    for (const tokens of statements) {
      const result = runOne(
        () => engine.execute(session, tokens, bindings),
        (error) => (statements.length > 1 ? scriptFailure(request.statement, tokens, error) : error),
      )
      if (result.takesMs !== undefined) await take(result.takesMs, request.timeout, signal)
      results.push(result)
    }
    return results
  }

  return { start }
}

function runOne(run: () => ResultSet, explain: (error: SqlError) => SqlError): ResultSet {
  try {
    return run()
  } catch (error) {
    throw error instanceof SqlError ? explain(error) : error
  }
}

/** @throws SqlError when the statement takes longer than it may, or is cancelled */
async function take(ms: number, timeoutSeconds: number | undefined, signal: AbortSignal): Promise<void> {
  const limitMs = timeoutSeconds ? timeoutSeconds * 1_000 : Infinity // 0 is Snowflake's maximum, which no wait exceeds
  await pause(Math.min(ms, limitMs), signal)
  if (ms <= limitMs) return
  const { code, sqlState } = assumptions.statementTimeout.value
  const message = `Statement reached its statement or warehouse timeout of ${timeoutSeconds} second(s) and was canceled.`
  throw new SqlError(code, sqlState, message)
}

/** Handles look like Snowflake's: a uuid that begins with 01. */
function newHandle(): string {
  return `01${randomUUID().slice(2)}`
}

function emptyStatement(): SqlError {
  const { code, sqlState, message } = assumptions.emptyStatement.value
  return new SqlError(code, sqlState, message)
}
