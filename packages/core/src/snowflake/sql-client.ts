import { randomUUID } from 'node:crypto'
import { bindValues, type SqlBinding } from './bind-values.ts'
import { decodeRow, type SqlValue } from './decode-row.ts'
import { pause } from './pause.ts'
import { SqlError } from './sql-error.ts'
import { createSqlTransport, type SqlAnswer, type SqlTransportOptions } from './sql-transport.ts'
import { PartitionBody, type SqlColumn, StatementBody } from './sql-wire.ts'

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
  timeoutSeconds?: number
  /** Session parameters of this request, for example `{ QUERY_TAG: 'coco' }`. */
  parameters?: Record<string, string>
  /** Aborting cancels the statement in Snowflake too. */
  signal?: AbortSignal
}

export interface SqlResult {
  columns: readonly SqlColumn[]
  /** Decoded by `decodeRow`; arrays, because two columns may have one name. */
  rows: SqlValue[][]
  message: string
  statementHandle: string | null
  /** For DML: how many rows it touched, in Snowflake's own fields. */
  stats: Record<string, unknown> | null
}

const STATEMENTS_PATH = '/api/v2/statements'
const POLL_INTERVAL_MS = 500
const CANCEL_TIMEOUT_MS = 5000

/**
 * A client of Snowflake's SQL API v2 (source: snowflake docs, sql-api). Every request is a session of its own: `USE` or a
 * transaction holds only within one `executeScript`.
 *
 * Its functions throw SqlError for what Snowflake or the network says, KeyError for the key, the signal's reason when aborted.
 */
export function createSqlClient(options: SqlClientOptions) {
  const transport = createSqlTransport(options)
  const { sleep = pause, pollIntervalMs = POLL_INTERVAL_MS } = options

  /** Runs one statement and gives its whole result, all pages in order. */
  async function execute(sql: string, execution: ExecuteOptions = {}): Promise<SqlResult> {
    const body = await submit(sql, execution, execution.parameters ?? {})
    return readResult(body, execution.signal)
  }

  /** Runs any number of statements in one session and gives their results in order. The first that fails ends it. */
  async function executeScript(sql: string, execution: Omit<ExecuteOptions, 'bindings'> = {}): Promise<SqlResult[]> {
    const body = await submit(sql, execution, { ...execution.parameters, MULTI_STATEMENT_COUNT: '0' })
    const handles = body.statementHandles
    if (!handles || handles.length === 0) return [await readResult(body, execution.signal)]
    const results: SqlResult[] = []
    for (const handle of handles)
      results.push(await readResult(await awaitResult(handle, execution.signal), execution.signal))
    return results
  }

  async function submit(
    sql: string,
    execution: ExecuteOptions,
    parameters: Record<string, string>,
  ): Promise<StatementBody> {
    // One id for all attempts: Snowflake then runs the statement once, however often it arrives.
    const requestId = randomUUID()
    const { signal, bindings, timeoutSeconds } = execution
    const context = { ...options.context, ...definedContext(execution) }
    const answer = await transport.send({
      method: 'POST',
      path: (isRetry) => `${STATEMENTS_PATH}?requestId=${requestId}${isRetry ? '&retry=true' : ''}`,
      body: {
        statement: sql,
        ...context,
        ...(timeoutSeconds === undefined ? {} : { timeout: timeoutSeconds }),
        ...(bindings && bindings.length > 0 ? { bindings: bindValues(bindings) } : {}),
        ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
      },
      signal,
    })
    const body = readBody(answer)
    return answer.status === 202 ? awaitResult(requireHandle(body), signal) : body
  }

  async function awaitResult(handle: string, signal: AbortSignal | undefined): Promise<StatementBody> {
    try {
      for (;;) {
        const answer = await transport.send({ method: 'GET', path: () => statementPath(handle), signal })
        const body = readBody(answer)
        if (answer.status !== 202) return body
        await sleep(pollIntervalMs, signal)
      }
    } catch (error) {
      if (signal?.aborted) await cancel(handle)
      throw error
    }
  }

  /** Best effort: whoever aborted wants to go, and Snowflake ends the statement by its own time-out otherwise. */
  async function cancel(handle: string): Promise<void> {
    const signal = AbortSignal.timeout(CANCEL_TIMEOUT_MS)
    await transport.send({ method: 'POST', path: () => `${statementPath(handle)}/cancel`, signal }).catch(() => {})
  }

  async function readResult(body: StatementBody, signal: AbortSignal | undefined): Promise<SqlResult> {
    const columns = body.resultSetMetaData?.rowType ?? []
    const rows = (body.data ?? []).map((cells) => decodeRow(columns, cells))
    const partitions = body.resultSetMetaData?.partitionInfo?.length ?? 1
    for (let partition = 1; partition < partitions; partition += 1) {
      const path = `${statementPath(requireHandle(body))}?partition=${partition}`
      const answer = await transport.send({ method: 'GET', path: () => path, signal })
      if (answer.status !== 200) throw toSqlError(answer)
      for (const cells of parseAs(PartitionBody, answer).data) rows.push(decodeRow(columns, cells))
    }
    return {
      columns,
      rows,
      message: body.message ?? '',
      statementHandle: body.statementHandle ?? null,
      stats: body.stats ?? null,
    }
  }

  return { execute, executeScript }
}

export type SqlClient = ReturnType<typeof createSqlClient>

function definedContext({ role, warehouse, database, schema }: SqlContext): SqlContext {
  return Object.fromEntries(
    Object.entries({ role, warehouse, database, schema }).filter(([, name]) => name !== undefined),
  )
}

function statementPath(handle: string): string {
  return `${STATEMENTS_PATH}/${encodeURIComponent(handle)}`
}

function requireHandle(body: StatementBody): string {
  if (body.statementHandle) return body.statementHandle
  throw new SqlError('Snowflake answered without a statement handle.', { code: body.code ?? null })
}

function readBody(answer: SqlAnswer): StatementBody {
  if (answer.status !== 200 && answer.status !== 202) throw toSqlError(answer)
  return parseAs(StatementBody, answer)
}

function parseAs<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  { body, status }: SqlAnswer,
): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new SqlError('Snowflake answered in a form that the SQL API does not have.', { httpStatus: status })
}

function toSqlError({ status, body }: SqlAnswer): SqlError {
  const parsed = StatementBody.safeParse(body)
  const { code, message, sqlState, statementHandle } = parsed.success ? parsed.data : {}
  return new SqlError(message || sentenceFor(status), {
    code: code ?? null,
    sqlState: sqlState ?? null,
    httpStatus: status,
    statementHandle: statementHandle ?? null,
  })
}

function sentenceFor(status: number): string {
  if (status === 401) return 'Snowflake does not accept this user and key.'
  if (status === 404) return 'This address has no SQL API. Is it a Snowflake account?'
  return `Snowflake answered HTTP ${status} without a reason.`
}
