import { parse } from 'yaml'
import { z } from 'zod'
import { assumptions } from '../assumptions.ts'
import { SqlError } from '../sql/sql-error.ts'

const Tool = z.looseObject({ tool_spec: z.looseObject({ type: z.string(), name: z.string() }) })

/** What an agent is made of (snowflake docs: cortex-agents-run). What is below these keys may be more than is named. */
const Specification = z.strictObject({
  models: z.looseObject({ orchestration: z.string() }).partial().optional(),
  instructions: z.looseObject({ response: z.string(), orchestration: z.string() }).partial().optional(),
  orchestration: z.looseObject({}).optional(),
  tools: z.array(Tool).optional(),
  tool_resources: z.record(z.string(), z.looseObject({})).optional(),
  mcp_servers: z.array(z.unknown()).optional(),
  skills: z.array(z.unknown()).optional(),
})
type Specification = z.infer<typeof Specification>

const Profile = z.looseObject({})

/** @param yaml what is between the dollar signs @throws SqlError naming what it does not take */
export function readSpecification(yaml: string): Specification {
  const most = assumptions.mostSpecificationCharacters.value
  if (yaml.length > most) throw invalid('specification', `${yaml.length} characters, ${most} are the most`)
  // By way of JSON, as DESCRIBE answers it: a list that contains itself is YAML, but cannot be answered.
  return readAs(Specification, 'specification', () => JSON.parse(JSON.stringify(parse(yaml, { logLevel: 'error' }))))
}

/** A profile is a JSON object. @throws SqlError for anything else */
export function checkProfile(json: string): void {
  readAs(Profile, 'profile', () => JSON.parse(json))
}

function readAs<T>(schema: z.ZodType<T>, what: 'specification' | 'profile', read: () => unknown): T {
  let value: unknown
  try {
    value = read()
  } catch (error) {
    throw invalid(what, error instanceof Error ? String(error.message.split('\n')[0]) : 'cannot be read', error)
  }
  const { success, data, error } = schema.safeParse(value)
  if (success) return data
  throw invalid(what, z.prettifyError(error).replaceAll(/\s+/g, ' '), error)
}

function invalid(what: string, why: string, cause?: unknown): SqlError {
  const { code, sqlState } = assumptions.agentSpecification.value
  return new SqlError(code, sqlState, `SQL compilation error:\nInvalid agent ${what}: ${why.slice(0, 500)}`, { cause })
}
