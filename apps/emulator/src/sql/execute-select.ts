import { assumptions } from '../assumptions.ts'
import { currentDatabase, currentSchema, currentWarehouse } from '../objects/complete-path.ts'
import { type Column, type ResultSet, timestamp } from './result-set.ts'
import { activeRoles, type Execution, isAccountAdmin } from './session.ts'
import { insufficientPrivileges, SqlError } from './sql-error.ts'
import type { Expression, Statement } from './statement.ts'

interface Value {
  type: Column['type']
  value: string | null
}

export function select(execution: Execution, { columns }: Extract<Statement, { kind: 'select' }>): ResultSet {
  const binds = countBinds(columns.map((column) => column.expression))
  if (execution.bindings.length > binds) {
    throw new SqlError(
      '002049',
      '42601',
      `SQL compilation error:\n${execution.bindings.length} bind values for ${binds} bind variables.`,
    )
  }
  const values = columns.map(({ expression }) => evaluate(execution, expression))
  return {
    columns: columns.map(({ expression, alias }, index) => ({
      name: alias ?? label(expression),
      type: values[index]?.type ?? 'text',
    })),
    rows: [values.map(({ value }) => value)],
  }
}

function evaluate(execution: Execution, expression: Expression): Value {
  switch (expression.kind) {
    case 'literal':
      return expression
    case 'bind':
      return bound(execution, expression.index)
    case 'column':
      return evaluateName(execution, expression)
    case 'call': {
      const compute = FUNCTIONS.get(expression.name)
      if (!compute)
        throw new SqlError(
          '002140',
          '42601',
          `SQL compilation error:\nUnknown function ${expression.name.slice(0, 128)}`,
        )
      const values = expression.arguments.map((argument) => evaluate(execution, argument).value)
      if (values.length !== compute.parameters) {
        const message = `SQL compilation error:\nwrong number of arguments for function [${expression.name}] expected ${compute.parameters}, got ${values.length}`
        throw new SqlError('000938', '22023', message)
      }
      return compute.run(execution, values)
    }
  }
}

/** CURRENT_USER and CURRENT_TIMESTAMP may stand without parentheses; any other bare name would be a column. */
function evaluateName(execution: Execution, { name, line, position }: Extract<Expression, { kind: 'column' }>): Value {
  const compute = name === 'CURRENT_USER' || name === 'CURRENT_TIMESTAMP' ? FUNCTIONS.get(name) : undefined
  if (compute) return compute.run(execution, [])
  const message = `SQL compilation error: error line ${line} at position ${position}\ninvalid identifier '${name.slice(0, 128)}'`
  throw new SqlError('000904', '42000', message)
}

function bound({ bindings }: Execution, index: number): Value {
  const binding = bindings[index - 1]
  if (!binding) throw new SqlError('002049', '42601', 'SQL compilation error:\nBind variable ? not set.')
  return binding
}

function countBinds(expressions: readonly Expression[]): number {
  return expressions.reduce((sum, expression) => {
    if (expression.kind === 'bind') return sum + 1
    return expression.kind === 'call' ? sum + countBinds(expression.arguments) : sum
  }, 0)
}

function label(expression: Expression): string {
  if (expression.kind === 'bind') return '?'
  return expression.kind === 'column' ? expression.name : expression.label
}

interface SqlFunction {
  parameters: number
  run(execution: Execution, values: readonly (string | null)[]): Value
}

const text = (value: string | null): Value => ({ type: 'text', value })
const named = (read: (execution: Execution) => string | null): SqlFunction => ({
  parameters: 0,
  run: (execution) => text(read(execution)),
})

const FUNCTIONS = new Map<string, SqlFunction>([
  ['CURRENT_ACCOUNT', named(({ data }) => data.account.locator)],
  ['CURRENT_ACCOUNT_NAME', named(({ data }) => data.account.name)],
  ['CURRENT_ORGANIZATION_NAME', named(({ data }) => data.account.organization)],
  ['CURRENT_USER', named(({ session }) => session.userName)],
  ['CURRENT_ROLE', named(({ session }) => session.role)],
  ['CURRENT_DATABASE', named((execution) => currentDatabase(execution, activeRoles(execution)))],
  ['CURRENT_SCHEMA', named((execution) => currentSchema(execution, activeRoles(execution)))],
  ['CURRENT_WAREHOUSE', named((execution) => currentWarehouse(execution, activeRoles(execution)))],
  ['CURRENT_TIMESTAMP', { parameters: 0, run: ({ nowMs }) => ({ type: 'timestamp_ltz', value: timestamp(nowMs) }) }],
  ['SYSTEM$GET_LOGIN_FAILURE_DETAILS', { parameters: 1, run: loginFailureDetails }],
  [
    'JSON_EXTRACT_PATH_TEXT',
    { parameters: 2, run: (_, [json, path]) => text(extractPath(json ?? null, path ?? null)) },
  ],
])

/** Why a sign-in was refused, for an administrator (snowflake docs: system_get_login_failure_details). */
function loginFailureDetails(execution: Execution, [uuid]: readonly (string | null)[]): Value {
  if (!isAccountAdmin(execution)) throw insufficientPrivileges(`account '${execution.data.account.name}'`)
  const failure = execution.failures.find(uuid ?? '')
  if (!failure) return text(assumptions.loginFailureUnknown.value)
  const details = {
    clientIP: failure.clientIp,
    clientType: 'OTHER',
    clientVersion: null,
    username: failure.userName,
    errorCode: failure.errorCode,
    timestamp: Math.floor(failure.atMs / 1_000),
    [assumptions.loginFailureReason.value]: failure.reason,
  }
  return text(JSON.stringify(details))
}

function extractPath(json: string | null, path: string | null): string | null {
  if (json === null || path === null) return null
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw new SqlError('100069', '22P02', `Error parsing JSON: ${json.slice(0, 64)}`, { cause: error })
  }
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null
    value = Reflect.get(value, key)
  }
  if (value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}
