import type { Column, ResultSet } from '../sql/result-set.ts'
import type { SqlError } from '../sql/sql-error.ts'

/** An answer of the SQL API, as it was first sent and as it can be fetched again. */
export interface StatementAnswer {
  status: number
  body: object
  /** How much its rows take, to know how many answers can be kept. */
  characters: number
}

interface Issue {
  handle: string
  requestId: string
  atMs: number
}

/** 200 with rows, every value a string or null (snowflake docs: sql-api/handling-responses). */
export function resultAnswer(result: ResultSet, issue: Issue, nullable: boolean, extra: object = {}): StatementAnswer {
  const data = nullable ? result.rows : result.rows.map((row) => row.map((value) => value ?? 'null'))
  const characters = JSON.stringify(data).length
  const body = {
    resultSetMetaData: {
      numRows: data.length,
      format: 'jsonv2',
      partitionInfo: [{ rowCount: data.length, uncompressedSize: characters }],
      rowType: result.columns.map((column, index) => rowType(column, result.rows[0]?.[index] ?? '', nullable)),
    },
    data,
    code: '090001',
    sqlState: '00000',
    message: 'Statement executed successfully.',
    ...reference(issue),
    createdOn: issue.atMs,
    ...(result.stats ? { stats: result.stats } : {}),
    ...extra,
  }
  return { status: 200, body, characters }
}

/** 422: the statement was understood as a request and refused as SQL. */
export function errorAnswer(error: SqlError, issue: Issue): StatementAnswer {
  const { code, sqlState, message } = error
  const body = { code, sqlState, message, statementHandle: issue.handle, createdOn: issue.atMs }
  return { status: 422, body, characters: 0 }
}

/** 202 for `async=true`. */
export function acceptedAnswer(issue: Issue): StatementAnswer {
  const message =
    'Asynchronous execution in progress. Use provided query id to perform query monitoring and management.'
  return { status: 202, body: { code: '333334', sqlState: '00000', message, ...reference(issue) }, characters: 0 }
}

export const MANY_STATEMENTS: ResultSet = {
  columns: [{ name: 'multiple statement execution', type: 'text' }],
  rows: [['Multiple statements executed successfully.']],
}

function reference({ handle, requestId }: Issue) {
  return { statementHandle: handle, statementStatusUrl: `/api/v2/statements/${handle}?requestId=${requestId}` }
}

const LONGEST_TEXT = 16_777_216

function rowType({ name, type, scale: known }: Column, sample: string, nullable: boolean) {
  const text = type === 'text' ? LONGEST_TEXT : null
  const decimals = known ?? sample.split('.')[1]?.length ?? 0
  const timed = type.startsWith('timestamp')
  return {
    name,
    database: '',
    schema: '',
    table: '',
    type,
    scale: type === 'fixed' ? decimals : timed ? 9 : null,
    precision: type === 'fixed' ? 38 : timed ? 0 : null,
    length: text,
    byteLength: text,
    nullable,
    collation: null,
  }
}
