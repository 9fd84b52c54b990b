import { completePath } from '../objects/complete-path.ts'
import { createObject } from '../objects/create-object.ts'
import { requireMayCreate } from '../objects/require-object.ts'
import type { ResultSet } from '../sql/result-set.ts'
import type { Execution } from '../sql/session.ts'
import type { AgentStatement } from './agent-statement.ts'
import { checkProfile, readSpecification } from './read-specification.ts'

/** CREATE AGENT: needs the privilege on the schema; what its tools use is asked for when it runs, not here. */
export function createAgent(
  execution: Execution,
  statement: Extract<AgentStatement, { kind: 'create agent' }>,
): ResultSet {
  const { data, session, nowMs } = execution
  const path = completePath(execution, 'AGENT', statement.path, 'CREATE AGENT')
  const [database = '', schema = '', name = ''] = path
  requireMayCreate(execution, 'CREATE AGENT', { kind: 'SCHEMA', path: [database, schema] })
  const { profile, specification, comment } = statement
  readSpecification(specification)
  if (profile !== null) checkProfile(profile)
  return createObject(execution, { kind: 'AGENT', path }, statement, () => {
    const names = { database, schema, name }
    data.agents.push({ ...names, profile, specification, comment, owner: session.role, createdAtMs: nowMs })
  })
}
