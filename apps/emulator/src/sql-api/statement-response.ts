import { assumptions } from '../assumptions.ts'
import type { Column, ResultSet } from '../sql/result-set.ts'
import type { SqlError } from '../sql/sql-error.ts'
import { cutIntoPartitions, type Partition } from './partitions.ts'

/** An answer of the SQL API, as it was first sent and as it can be fetched again. */
export interface StatementAnswer {
  status: number
  body: object
  /** How much its rows take, to know how many answers can be kept. */
  characters: number
  /** The rows that come after those in the body, partition by partition. */
  more?: readonly Partition['rows'][]
  /** Where the partitions are (snowflake docs: sql-api/handling-responses). */
  link?: string
}

interface Issue {
  handle: string
  requestId: string
  atMs: number
}

/** 200 with rows, every value a string or null (snowflake docs: sql-api/handling-responses). */
export function resultAnswer(result: ResultSet, issue: Issue, nullable: boolean, extra: object = {}): StatementAnswer {
  const data = nullable ? result.rows : result.rows.map((row) => row.map((value) => value ?? 'null'))
  const partitions = cutIntoPartitions(data)
  const body = {
    resultSetMetaData: {
      numRows: data.length,
      format: 'jsonv2',
      partitionInfo: partitions.map(({ rows, characters }) => ({
        rowCount: rows.length,
        uncompressedSize: characters,
      })),
      rowType: result.columns.map((column, index) => rowType(column, result.rows[0]?.[index] ?? '', nullable)),
    },
    data: partitions[0].rows,
    code: '090001',
    sqlState: '00000',
    message: 'Statement executed successfully.',
    ...reference(issue),
    createdOn: issue.atMs,
    ...(result.stats ? { stats: result.stats } : {}),
    ...extra,
  }
  return {
    status: 200,
    body,
    characters: partitions.reduce((sum, { characters }) => sum + characters, 0),
    more: partitions.slice(1).map(({ rows }) => rows),
    link: linkTo(issue, partitions.length),
  }
}

/** 422: the statement was understood as a request and refused as SQL; 408 when it took too long. */
export function errorAnswer(error: SqlError, issue: Issue): StatementAnswer {
  const { code, sqlState, message } = error
  const body = { code, sqlState, message, statementHandle: issue.handle, createdOn: issue.atMs }
  return { status: code === assumptions.statementTimeout.value.code ? 408 : 422, body, characters: 0 }
}

/** Ends a statement that somebody cancels; also the body of the answer to the cancel. */
export const CANCELED = { code: '000604', sqlState: '57014', message: 'SQL execution canceled' }

/** 202 for what has not ended. */
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

function linkTo(issue: Issue, count: number): string {
  const to = (partition: number, rel: string) =>
    `<${reference(issue).statementStatusUrl}&partition=${partition}>;rel="${rel}"`
  const next = count > 1 ? [to(1, 'next')] : []
  return [to(0, 'first'), ...next, to(count - 1, 'last')].join(',')
}

const LONGEST_TEXT = 16_777_216
const LONGEST_BINARY = 8_388_608

/** A column as `resultSetMetaData.rowType` and the drivers' `rowtype` describe it. @param sample a cell, to see the decimals */
export function rowType({ name, type, scale: known }: Column, sample: string, nullable: boolean) {
  const bytes = type === 'text' ? LONGEST_TEXT : type === 'binary' ? LONGEST_BINARY : null
  const decimals = known ?? sample.split('.')[1]?.length ?? 0
  const timed = type === 'time' || type.startsWith('timestamp')
  return {
    name,
    database: '',
    schema: '',
    table: '',
    type,
    scale: type === 'fixed' ? decimals : timed ? 9 : null,
    precision: type === 'fixed' ? 38 : timed ? 0 : null,
    length: bytes,
    byteLength: bytes,
    nullable,
    collation: null,
  }
}
