import { z } from 'zod'
import { assumptions } from '../assumptions.ts'
import { SqlError } from '../sql/sql-error.ts'

const BindingValue = z.strictObject({ type: z.string(), value: z.string().nullable() })

/** Body of `POST /api/v2/statements` (snowflake docs: sql-api/reference). A field that is not known here is refused. */
export const StatementRequest = z.strictObject({
  statement: z.string().max(assumptions.longestStatement.value),
  timeout: z.number().int().min(0).optional(),
  database: z.string().nullish(),
  schema: z.string().nullish(),
  warehouse: z.string().nullish(),
  role: z.string().nullish(),
  bindings: z.record(z.string(), BindingValue).nullish(),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  resultSetMetaData: z.strictObject({ format: z.enum(['json', 'jsonv2']) }).nullish(),
})
export type StatementRequest = z.infer<typeof StatementRequest>

/** Query of the same call. */
export const StatementQuery = z.object({
  requestId: z.uuid().optional(),
  retry: z.enum(['true', 'false']).default('false'),
  async: z.enum(['true', 'false']).default('false'),
  nullable: z.enum(['true', 'false']).default('true'),
})
export type StatementQuery = z.infer<typeof StatementQuery>

/** How many statements the text may have; 0 is any number. @throws SqlError for a parameter that cannot be honoured */
export function readStatementCount(parameters: StatementRequest['parameters']): number {
  let count = 1
  for (const [name, value] of Object.entries(parameters ?? {})) {
    switch (name.toUpperCase()) {
      case 'MULTI_STATEMENT_COUNT':
        count = Number(value)
        if (!Number.isInteger(count) || count < 0)
          throw unsupported(`Parameter MULTI_STATEMENT_COUNT cannot be '${value}'.`)
        break
      case 'QUERY_TAG':
        break // a label for query history, which is not kept
      default:
        throw unsupported(`Parameter '${name.slice(0, 64)}' is not supported.`)
    }
  }
  return count
}

export function unsupported(message: string): SqlError {
  const { code, sqlState } = assumptions.unsupportedRequestField.value
  return new SqlError(code, sqlState, message)
}
