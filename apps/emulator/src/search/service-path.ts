import { z } from 'zod'

export const SEARCH_PATH = '/api/v2/databases/:database/schemas/:schema/cortex-search-services/:serviceAndVerb'

const Params = z.object({ database: z.string(), schema: z.string(), serviceAndVerb: z.string() })
const VERB = ':query'

/** Database, schema and service that the path of a query names; null when one of them is no identifier. */
export function readServicePath(params: unknown): string[] | null {
  const { success, data } = Params.safeParse(params)
  if (!success || !data.serviceAndVerb.endsWith(VERB)) return null
  const parts = [data.database, data.schema, data.serviceAndVerb.slice(0, -VERB.length)].map(readIdentifier)
  return parts.every((part) => part !== null) ? parts : null
}

/** As in SQL: in double quotes it is taken as written, without them it means capitals. */
function readIdentifier(text: string): string | null {
  const quoted = /^"((?:[^"]|"")+)"$/.exec(text)
  if (quoted) return String(quoted[1]).replaceAll('""', '"')
  return /^[A-Za-z_][A-Za-z0-9_$]*$/.test(text) ? text.toUpperCase() : null
}
