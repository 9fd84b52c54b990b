import { z } from 'zod'

/** A column of a result, as `resultSetMetaData.rowType` describes it. */
export const SqlColumn = z.object({
  name: z.string(),
  /** Lower case: `fixed`, `text`, `timestamp_ntz` … */
  type: z.string(),
  scale: z.number().nullish(),
  precision: z.number().nullish(),
  nullable: z.boolean().nullish(),
})
export type SqlColumn = z.infer<typeof SqlColumn>

const Cells = z.array(z.array(z.string().nullable()))

/** A page n ≥ 1 of a result: nothing but rows. */
export const PartitionBody = z.object({ data: Cells })

/**
 * Any answer to a statement, success or not (source: snowflake docs, sql-api/handling-responses). Which it is, is said by
 * the HTTP status.
 */
export const StatementBody = z.object({
  code: z.string().nullish(),
  sqlState: z.string().nullish(),
  message: z.string().nullish(),
  statementHandle: z.string().nullish(),
  /** Only for several statements in one request: one handle each, in order. */
  statementHandles: z.array(z.string()).nullish(),
  resultSetMetaData: z
    .object({
      rowType: z.array(SqlColumn),
      partitionInfo: z.array(z.unknown()).nullish(),
      numRows: z.number().nullish(),
    })
    .nullish(),
  data: Cells.nullish(),
  stats: z.record(z.string(), z.unknown()).nullish(),
})
export type StatementBody = z.infer<typeof StatementBody>
