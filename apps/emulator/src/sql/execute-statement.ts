import { alterAccount } from './execute-alter-account.ts'
import { callProcedure } from './execute-call.ts'
import { grantPrivilege, grantRole, refuseObjectPrivilege, revokePrivilege, revokeRole } from './execute-grant.ts'
import { createRole, dropRole, useRole } from './execute-role.ts'
import { select, selectFrom } from './execute-select.ts'
import { alterUser, createUser, dropUser } from './execute-user.ts'
import { type ResultSet, status } from './result-set.ts'
import type { Execution } from './session.ts'
import { showGrants } from './show-grants.ts'
import { showBaseModels, showModels } from './show-models.ts'
import { showApplicationRoles, showDatabaseRoles, showRoles } from './show-roles.ts'
import { describeUser, showUsers } from './show-users.ts'
import type { Statement } from './statement.ts'

/** Whether a statement leaves the account as it is, so that nothing has to be written. */
export function onlyReads({ kind }: Statement): boolean {
  return kind.startsWith('show ') || kind.startsWith('select') || kind.startsWith('use ') || kind === 'describe user'
}

/** Does what a statement says, with the privileges of the session. @throws SqlError when it may not or cannot */
export function executeStatement(execution: Execution, statement: Statement): ResultSet {
  switch (statement.kind) {
    case 'use role':
      return useRole(execution, statement)
    case 'use secondary roles':
      execution.session.secondaryRoles = statement.mode
      return status()
    case 'create role':
      return createRole(execution, statement)
    case 'drop role':
      return dropRole(execution, statement)
    case 'create user':
      return createUser(execution, statement)
    case 'alter user':
      return alterUser(execution, statement)
    case 'drop user':
      return dropUser(execution, statement)
    case 'grant role':
      return grantRole(execution, statement)
    case 'revoke role':
      return revokeRole(execution, statement)
    case 'grant privilege':
      return grantPrivilege(execution, statement)
    case 'revoke privilege':
      return revokePrivilege(execution, statement)
    case 'object privilege':
      return refuseObjectPrivilege(execution, statement)
    case 'alter account':
      return alterAccount(execution, statement)
    case 'call':
      return callProcedure(execution, statement)
    case 'show grants':
      return showGrants(execution, statement.question)
    case 'show roles':
      return showRoles(execution, statement.like)
    case 'show users':
      return showUsers(execution, statement.like)
    case 'describe user':
      return describeUser(execution, statement.name)
    case 'show models':
      return showModels(execution, statement.like, statement.path)
    case 'show base models':
      return showBaseModels(execution, statement.like, statement.path)
    case 'show application roles':
      return showApplicationRoles(execution, statement.like, statement.path)
    case 'show database roles':
      return showDatabaseRoles(execution, statement.like, statement.path)
    case 'select':
      return select(execution, statement)
    case 'select from':
      return selectFrom(statement.path)
  }
}
