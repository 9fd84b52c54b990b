import { readScriptFailure } from './script-failure.ts'
import { SqlError } from './sql-error.ts'
import type { SqlAnswer } from './sql-transport.ts'
import { StatementBody } from './sql-wire.ts'

/** The body of a success (200) or of a statement that still runs (202). @throws SqlError for every other answer */
export function readBody(answer: SqlAnswer): StatementBody {
  if (answer.status !== 200 && answer.status !== 202) throw toSqlError(answer)
  return parseAs(StatementBody, answer)
}

/** @throws SqlError when the body has another form */
export function parseAs<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  { body, status }: SqlAnswer,
): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new SqlError('Snowflake answered in a form that the SQL API does not have.', { httpStatus: status })
}

export function toSqlError({ status, body }: SqlAnswer): SqlError {
  const parsed = StatementBody.safeParse(body)
  const { code, message, sqlState, statementHandle } = parsed.success ? parsed.data : {}
  const failure = readScriptFailure(message ?? '')
  return new SqlError(failure?.reason || message || sentenceFor(status), {
    code: code ?? null,
    sqlState: sqlState ?? null,
    httpStatus: status,
    statementHandle: statementHandle ?? null,
    failedStatement: failure?.statement ?? null,
  })
}

export function requireHandle({ statementHandle, code }: StatementBody): string {
  if (statementHandle) return statementHandle
  throw new SqlError('Snowflake answered without a statement handle.', { code: code ?? null })
}

function sentenceFor(status: number): string {
  if (status === 401) return 'Snowflake does not accept this user and key.'
  if (status === 404) return 'This address has no SQL API. Is it a Snowflake account?'
  return `Snowflake answered HTTP ${status} without a reason.`
}
