import { completePath } from '../objects/complete-path.ts'
import { findAgent } from '../objects/find-object.ts'
import type { AgentRecord } from '../objects/object-records.ts'
import { visibilityFor } from '../objects/visible-object.ts'
import { displayPath } from '../sql/resolve-name.ts'
import { isLike, type ResultSet, table, timestamp } from '../sql/result-set.ts'
import type { Execution } from '../sql/session.ts'
import { resolveShowScope } from '../sql/show-scope.ts'
import { doesNotExist } from '../sql/sql-error.ts'
import type { AgentStatement } from './agent-statement.ts'
import { readSpecification } from './read-specification.ts'

/** SHOW AGENTS: those that the session may know of. */
export function showAgents(
  execution: Execution,
  { like, scope }: Extract<AgentStatement, { kind: 'show agents' }>,
): ResultSet {
  const within = resolveShowScope(execution, scope)
  const isVisible = visibilityFor(execution)
  const agents = execution.data.agents
    .filter((agent) => within.every((part, index) => pathOf(agent)[index] === part))
    .filter((agent) => isLike(agent.name, like))
    .filter((agent) => isVisible({ kind: 'AGENT', path: pathOf(agent) }))
    .sort((one, other) => (pathOf(one).join('\0') < pathOf(other).join('\0') ? -1 : 1))
  return table(COLUMNS, agents.map(rowOf))
}

/** DESCRIBE AGENT: the same of one, and what it is made of. */
export function describeAgent(execution: Execution, named: readonly string[]): ResultSet {
  const path = completePath(execution, 'AGENT', named, 'DESCRIBE AGENT')
  const agent = findAgent(execution.data, path)
  if (!agent || !visibilityFor(execution)({ kind: 'AGENT', path })) throw doesNotExist('Agent', displayPath(named))
  const specification = JSON.stringify(readSpecification(agent.specification))
  return table([...COLUMNS, 'agent_spec'], [[...rowOf(agent), specification]])
}

const COLUMNS = ['created_on', 'name', 'database_name', 'schema_name', 'owner', 'comment', 'profile']

const rowOf = ({ createdAtMs, name, database, schema, owner, comment, profile }: AgentRecord) => [
  timestamp(createdAtMs),
  name,
  database,
  schema,
  owner,
  comment,
  profile,
]

const pathOf = ({ database, schema, name }: AgentRecord) => [database, schema, name]
