import { createCallLife } from './call-life.ts'
import { callUpstream, type UpstreamDeps } from './call-upstream.ts'
import type { Clock } from './clock.ts'
import { CortexError } from './cortex-error.ts'
import type { Credentials } from './credentials.ts'
import { type Timeouts, watchDeadlines } from './deadlines.ts'
import { isRecord } from './json-shape.ts'
import { readHeaders } from './request-headers.ts'

/** The list is on its way to a page that somebody waits for. */
const LIST_MODELS_MS = 10_000

/**
 * The names that `GET …/cortex/models` lists for this caller, `{"models": ["name", …]}` (snowflake docs: the official
 * OpenAPI). Entries that are no names are left out.
 *
 * @throws CortexError when there is no list, the signal's reason when it was used
 */
export async function listModels(
  deps: { upstream: UpstreamDeps; timeouts: Timeouts; clock: Clock; userAgent: string },
  { credentials, signal }: { credentials: Credentials; signal?: AbortSignal },
): Promise<string[]> {
  const life = createCallLife(signal)
  const totalMs = Math.min(deps.timeouts.firstTokenMs, LIST_MODELS_MS)
  const deadlines = watchDeadlines({ ...deps.timeouts, firstTokenMs: totalMs, totalMs }, deps.clock, (error) => {
    if (error !== null) life.end(error)
  })
  try {
    const answer = await callUpstream(deps.upstream, {
      method: 'GET',
      path: '/models',
      headers: (token) => readHeaders(token, deps.userAgent),
      body: null,
      credentials,
      life,
      remainingMs: deadlines.remainingMs,
    })
    if (answer.kind === 'json') return readNames(answer.json)
    answer.exchange.abort(noList())
    throw noList()
  } finally {
    deadlines.stop()
    life.close()
  }
}

function readNames(json: unknown): string[] {
  if (!isRecord(json) || !Array.isArray(json.models)) throw noList()
  return [...new Set(json.models.filter((name): name is string => typeof name === 'string' && name !== ''))]
}

function noList(): CortexError {
  return new CortexError('upstream sent no list of models', { code: 'upstream_malformed', statusCode: 502 })
}
