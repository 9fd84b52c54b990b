import { decodeRow, type SqlValue } from './decode-row.ts'
import { parseAs, readBody, requireHandle, toSqlError } from './sql-answer.ts'
import type { SqlTransport } from './sql-transport.ts'
import { PartitionBody, type SqlColumn, type StatementBody } from './sql-wire.ts'

export interface SqlResult {
  columns: readonly SqlColumn[]
  /** Decoded by `decodeRow`; arrays, because two columns may have one name. */
  rows: SqlValue[][]
  message: string
  statementHandle: string | null
  /** For DML: how many rows it touched, in Snowflake's own fields. */
  stats: Record<string, unknown> | null
}

/** A part of a result, as large as Snowflake made it. */
export type SqlPage = Pick<SqlResult, 'columns' | 'rows'>

interface Needs {
  transport: SqlTransport
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  pollIntervalMs: number
}

export const STATEMENTS_PATH = '/api/v2/statements'
const CANCEL_TIMEOUT_MS = 5000
/** Too late: the statement had ended (source: the answer of an account, code 000605). */
const ALREADY_ENDED = '000605'

/** What becomes of a statement that has a handle: is it done, what did it give, stop it. */
export function createStatementResults({ transport, sleep, pollIntervalMs }: Needs) {
  /** One look. `null` while it runs. @throws SqlError when it failed or is not known */
  async function look(handle: string, signal?: AbortSignal): Promise<StatementBody | null> {
    const answer = await transport.send({ method: 'GET', path: () => pathOf(handle), signal })
    const body = readBody(answer)
    return answer.status === 202 ? null : body
  }

  /** Looks until it is done. */
  async function wait(handle: string, signal?: AbortSignal): Promise<StatementBody> {
    for (;;) {
      const body = await look(handle, signal)
      if (body !== null) return body
      await sleep(pollIntervalMs, signal)
    }
  }

  /** The rows page by page, so that only one page is held at a time. */
  async function* pages(body: StatementBody, signal?: AbortSignal): AsyncGenerator<SqlPage> {
    const columns = body.resultSetMetaData?.rowType ?? []
    const decode = (rows: readonly (readonly (string | null)[])[]) => rows.map((cells) => decodeRow(columns, cells))
    yield { columns, rows: decode(body.data ?? []) }
    const partitions = body.resultSetMetaData?.partitionInfo?.length ?? 1
    for (let partition = 1; partition < partitions; partition += 1) {
      const path = `${pathOf(requireHandle(body))}?partition=${partition}`
      const answer = await transport.send({ method: 'GET', path: () => path, signal })
      if (answer.status !== 200) throw toSqlError(answer)
      yield { columns, rows: decode(parseAs(PartitionBody, answer).data) }
    }
  }

  async function read(body: StatementBody, signal?: AbortSignal): Promise<SqlResult> {
    const rows: SqlValue[][] = []
    for await (const page of pages(body, signal)) for (const row of page.rows) rows.push(row)
    return {
      columns: body.resultSetMetaData?.rowType ?? [],
      rows,
      message: body.message ?? '',
      statementHandle: body.statementHandle ?? null,
      stats: body.stats ?? null,
    }
  }

  /** The results of all statements of a request, in order. */
  async function readAll(body: StatementBody, signal?: AbortSignal): Promise<SqlResult[]> {
    const handles = body.statementHandles
    if (!handles || handles.length === 0) return [await read(body, signal)]
    const results: SqlResult[] = []
    for (const handle of handles) results.push(await read(await wait(handle, signal), signal))
    return results
  }

  /** Gives whether it was stopped; false when it had ended by itself. @throws SqlError when Snowflake says neither */
  async function cancel(handle: string): Promise<boolean> {
    const signal = AbortSignal.timeout(CANCEL_TIMEOUT_MS)
    const answer = await transport.send({ method: 'POST', path: () => `${pathOf(handle)}/cancel`, signal })
    if (answer.status === 200) return true
    const error = toSqlError(answer)
    if (error.code === ALREADY_ENDED) return false
    throw error
  }

  return { look, wait, pages, read, readAll, cancel }
}

export type StatementResults = ReturnType<typeof createStatementResults>

function pathOf(handle: string): string {
  return `${STATEMENTS_PATH}/${encodeURIComponent(handle)}`
}
