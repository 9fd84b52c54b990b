import { modelCatalog } from '../rbac/model-catalog.ts'
import { roleKey } from '../rbac/role-graph.ts'
import { applicationRoleNames, publicApplicationRole } from '../rbac/snowflake-roles.ts'
import { displayPath } from './resolve-name.ts'
import type { ResultSet } from './result-set.ts'
import { type Execution, isAccountAdmin } from './session.ts'
import { doesNotExist, insufficientPrivileges, invalidValue, SqlError } from './sql-error.ts'
import type { Statement } from './statement.ts'

/** The procedures of SNOWFLAKE that govern models (snowflake docs: aisql-privileges-and-access). ACCOUNTADMIN only. */
export function callProcedure(execution: Execution, statement: Extract<Statement, { kind: 'call' }>): ResultSet {
  const procedure = PROCEDURES.get(statement.procedure.join('.'))
  if (!procedure) throw doesNotExist('Unknown user-defined function', displayPath(statement.procedure))
  const name = statement.procedure.at(-1) ?? ''
  if (statement.arguments.length !== procedure.parameters) {
    const message = `SQL compilation error:\nInvalid number of arguments for procedure ${name}: ${statement.arguments.length}, expected ${procedure.parameters}.`
    throw new SqlError('001044', '42P13', message)
  }
  if (!isAccountAdmin(execution)) throw insufficientPrivileges(`procedure '${displayPath(statement.procedure)}'`)
  return { columns: [{ name, type: 'text' }], rows: [[procedure.run(execution, statement.arguments)]] }
}

interface Procedure {
  parameters: number
  run(execution: Execution, values: readonly string[]): string
}

const PROCEDURES = new Map<string, Procedure>([
  ['SNOWFLAKE.MODELS.CORTEX_BASE_MODELS_REFRESH', { parameters: 0, run: refreshModels }],
  ['SNOWFLAKE.LOCAL.GRANT_TO_PUBLIC_APPLICATION_ROLE', { parameters: 2, run: grantToPublic }],
  ['SNOWFLAKE.LOCAL.REVOKE_FROM_PUBLIC_APPLICATION_ROLE', { parameters: 2, run: revokeFromPublic }],
])

/** Adds models and their roles that the account lacks; it never takes one away. */
function refreshModels({ data }: Execution): string {
  const missing = modelCatalog.map((model) => model.name.toUpperCase()).filter((name) => !data.models.includes(name))
  data.models.push(...missing)
  return `Cortex base models refreshed: ${missing.length} added, ${data.models.length} in all.`
}

function grantToPublic(execution: Execution, [type, name]: readonly string[]): string {
  const role = applicationRole(execution, type, name)
  const { data, session, nowMs } = execution
  if (!data.roleGrants.some(isPublicGrantOf(role.name))) {
    data.roleGrants.push({ role, to: publicApplicationRole, grantedBy: session.role, createdAtMs: nowMs })
  }
  return `Application role ${role.name} is granted to the PUBLIC application role.`
}

function revokeFromPublic(execution: Execution, [type, name]: readonly string[]): string {
  const role = applicationRole(execution, type, name)
  const isGranted = isPublicGrantOf(role.name)
  execution.data.roleGrants = execution.data.roleGrants.filter((grant) => !isGranted(grant))
  return `Application role ${role.name} is not granted to the PUBLIC application role.`
}

function applicationRole({ data }: Execution, type = '', name = '') {
  if (type.toUpperCase() !== 'APP_ROLE') throw invalidValue(type, 'object type')
  const exists = applicationRoleNames(data).includes(name) && name !== publicApplicationRole.name
  if (!exists) throw doesNotExist('Application role', displayPath(['SNOWFLAKE', name]))
  return { kind: 'APPLICATION_ROLE' as const, name }
}

function isPublicGrantOf(name: string) {
  return (grant: Execution['data']['roleGrants'][number]) =>
    roleKey(grant.role) === `APPLICATION_ROLE:${name}` && roleKey(grant.to) === roleKey(publicApplicationRole)
}
