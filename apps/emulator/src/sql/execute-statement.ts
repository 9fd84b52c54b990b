import { createAgent } from '../agents/create-agent.ts'
import { describeAgent, showAgents } from '../agents/show-agents.ts'
import { createSearchService } from '../search/create-search-service.ts'
import { describeSearchService, showSearchServices } from '../search/show-search-services.ts'
import { describeTable } from './describe-table.ts'
import { alterAccount } from './execute-alter-account.ts'
import { alterTable, alterWarehouse } from './execute-alter-object.ts'
import { callProcedure } from './execute-call.ts'
import { createDatabase, createSchema, createTable, createWarehouse } from './execute-create-object.ts'
import { grantPrivilege, grantRole, refuseObjectPrivilege, revokePrivilege, revokeRole } from './execute-grant.ts'
import { dropObject, useObject } from './execute-object.ts'
import { grantOnObject, revokeOnObject } from './execute-object-grant.ts'
import { createRole, dropRole, useRole } from './execute-role.ts'
import { select } from './execute-select.ts'
import { alterUser, createUser, dropUser } from './execute-user.ts'
import { type ResultSet, status } from './result-set.ts'
import type { Execution } from './session.ts'
import { showGrants } from './show-grants.ts'
import { showObjects } from './show-objects.ts'
import { showBaseModels, showModels } from './show-models.ts'
import { showApplicationRoles, showDatabaseRoles, showRoles } from './show-roles.ts'
import { describeUser, showUsers } from './show-users.ts'
import type { Statement } from './statement.ts'

/** Whether a statement leaves the account as it is, so that nothing has to be written. */
export function onlyReads({ kind }: Statement): boolean {
  return ['show ', 'describe ', 'select', 'use ', 'wait'].some((beginning) => kind.startsWith(beginning))
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
    case 'create warehouse':
      return createWarehouse(execution, statement)
    case 'create database':
      return createDatabase(execution, statement)
    case 'create schema':
      return createSchema(execution, statement)
    case 'create table':
      return createTable(execution, statement)
    case 'alter table':
      return alterTable(execution, statement)
    case 'alter warehouse':
      return alterWarehouse(execution, statement)
    case 'drop object':
      return dropObject(execution, statement)
    case 'use object':
      return useObject(execution, statement.object)
    case 'show objects':
      return showObjects(execution, statement)
    case 'create search service':
      return createSearchService(execution, statement)
    case 'show search services':
      return showSearchServices(execution, statement)
    case 'describe search service':
      return describeSearchService(execution, statement.path)
    case 'create agent':
      return createAgent(execution, statement)
    case 'show agents':
      return showAgents(execution, statement)
    case 'describe agent':
      return describeAgent(execution, statement.path)
    case 'describe table':
      return describeTable(execution, statement.path)
    case 'grant object privilege':
      return grantOnObject(execution, statement)
    case 'revoke object privilege':
      return revokeOnObject(execution, statement)
    case 'alter account':
      return alterAccount(execution, statement)
    case 'wait':
      return waited(statement)
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
  }
}

/** Whoever carries statements out does the waiting: here nothing may block. */
function waited({ amount, unit, ms }: Extract<Statement, { kind: 'wait' }>): ResultSet {
  return { columns: [{ name: 'SYSTEM$WAIT', type: 'text' }], rows: [[`waited ${amount} ${unit}`]], takesMs: ms }
}
