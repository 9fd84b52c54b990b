import { CortexError } from './cortex-error.ts'
import { isRecord } from './json-shape.ts'

/**
 * The names in the answer of `GET …/cortex/models`, `{"models": ["name", …]}` (snowflake docs: the official OpenAPI).
 * Entries that are no names are left out.
 *
 * @throws CortexError when there is no list
 */
export function readModelList(json: unknown): string[] {
  if (!isRecord(json) || !Array.isArray(json.models)) {
    throw new CortexError('upstream sent no list of models', { code: 'upstream_malformed', statusCode: 502 })
  }
  const names = json.models.filter((name): name is string => typeof name === 'string' && name !== '')
  return [...new Set(names)]
}
