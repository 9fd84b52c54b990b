import { randomUUID } from 'node:crypto'
import { bindValues, type SqlBinding } from './bind-values.ts'
import { pause } from './pause.ts'
import { readBody, requireHandle } from './sql-answer.ts'
import { createSqlTransport, type SqlTransportOptions } from './sql-transport.ts'
import type { StatementBody } from './sql-wire.ts'
import { createStatementResults, type SqlPage, type SqlResult, STATEMENTS_PATH } from './statement-results.ts'
import { createSubmittedStatement, type SubmittedStatement } from './submitted-statement.ts'

/** Where a statement runs. Names are case-sensitive here: `COCO_WH`, not `coco_wh`. */
export interface SqlContext {
  role?: string | undefined
  warehouse?: string | undefined
  database?: string | undefined
  schema?: string | undefined
}

export interface SqlClientOptions extends SqlTransportOptions {
  context?: SqlContext
  /** How long to wait between two looks at a running statement. */
  pollIntervalMs?: number
}

export interface ExecuteOptions extends SqlContext {
  bindings?: readonly SqlBinding[]
  /** Snowflake ends the statement after this long; 0 is Snowflake's own maximum, 7 days. */
  timeoutSeconds?: number | undefined
  /** Session parameters of this request, for example `{ QUERY_TAG: 'coco' }`. */
  parameters?: Record<string, string>
  /**
   * Aborting cancels the statement in Snowflake too, once it has said the handle: within 45 s. Before that nobody can name it, and it
   * runs on; `submit` has the handle at once.
   */
  signal?: AbortSignal
}

const POLL_INTERVAL_MS = 500

/**
 * A client of Snowflake's SQL API v2 (source: snowflake docs, sql-api). Every request is a session of its own: `USE` or a
 * transaction holds only within one `executeScript`.
 *
 * Its functions throw SqlError for what Snowflake or the network says, KeyError for the key, the signal's reason when aborted.
 */
export function createSqlClient(options: SqlClientOptions) {
  const transport = createSqlTransport(options)
  const { sleep = pause, pollIntervalMs = POLL_INTERVAL_MS } = options
  const results = createStatementResults({ transport, sleep, pollIntervalMs })

  /** Runs one statement and gives its whole result, all pages in order. */
  async function execute(sql: string, execution: ExecuteOptions = {}): Promise<SqlResult> {
    return results.read(await run(sql, execution), execution.signal)
  }

  /** Runs one statement and gives its result page by page; the pages not asked for are not fetched. */
  async function* executeInPages(sql: string, execution: ExecuteOptions = {}): AsyncGenerator<SqlPage> {
    yield* results.pages(await run(sql, execution), execution.signal)
  }

  /**
   * Runs any number of statements in one session and gives their results in order. The first that fails ends it; the
   * error's `failedStatement` names it, and what was done before it stays done.
   */
  async function executeScript(sql: string, execution: Omit<ExecuteOptions, 'bindings'> = {}): Promise<SqlResult[]> {
    return results.readAll(await run(sql, asScript(execution)), execution.signal)
  }

  /** Starts a statement, or with `script` several, and does not wait for it. Aborting ends the call alone. */
  async function submit(
    sql: string,
    { script, ...execution }: ExecuteOptions & { script?: boolean } = {},
  ): Promise<SubmittedStatement> {
    const answer = await post(sql, script ? asScript(execution) : execution, '&async=true')
    return createSubmittedStatement(requireHandle(readBody(answer)), results)
  }

  /** A statement that was submitted before, by its handle. */
  function submitted(handle: string): SubmittedStatement {
    return createSubmittedStatement(handle, results)
  }

  async function run(sql: string, execution: ExecuteOptions): Promise<StatementBody> {
    const { signal } = execution
    const answer = await post(sql, execution)
    const body = readBody(answer)
    if (answer.status !== 202) return body
    const handle = requireHandle(body)
    try {
      return await results.wait(handle, signal)
    } catch (error) {
      // Best effort: whoever aborted wants to go, and Snowflake ends the statement by its own time-out otherwise.
      if (signal?.aborted) await results.cancel(handle).catch(() => false)
      throw error
    }
  }

  function post(sql: string, execution: ExecuteOptions, mode = '') {
    // One id for all attempts: Snowflake then runs the statement once, however often it arrives.
    const requestId = randomUUID()
    const { signal, bindings, timeoutSeconds, parameters = {} } = execution
    return transport.send({
      method: 'POST',
      path: (isRetry) => `${STATEMENTS_PATH}?requestId=${requestId}${mode}${isRetry ? '&retry=true' : ''}`,
      body: {
        statement: sql,
        ...options.context,
        ...definedContext(execution),
        ...(timeoutSeconds === undefined ? {} : { timeout: timeoutSeconds }),
        ...(bindings && bindings.length > 0 ? { bindings: bindValues(bindings) } : {}),
        ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
      },
      signal,
    })
  }

  return { execute, executeInPages, executeScript, submit, submitted }
}

export type SqlClient = ReturnType<typeof createSqlClient>

/** 0 is any number of statements (source: snowflake docs, sql-api/submitting-multiple-statements). */
function asScript(execution: ExecuteOptions): ExecuteOptions {
  return { ...execution, parameters: { ...execution.parameters, MULTI_STATEMENT_COUNT: '0' } }
}

function definedContext({ role, warehouse, database, schema }: SqlContext): SqlContext {
  return Object.fromEntries(
    Object.entries({ role, warehouse, database, schema }).filter(([, name]) => name !== undefined),
  )
}
