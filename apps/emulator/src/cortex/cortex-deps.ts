import type { Authenticate } from '../auth/authenticate.ts'
import type { CortexAccess } from './cortex-access.ts'
import type { SearchAccess } from '../search/search-access.ts'
import type { RateLimits } from './model-rate-limits.ts'
import type { Pace } from './writer/pace.ts'

/** What the Cortex endpoints need to know. */
export interface CortexDeps {
  access: CortexAccess
  search: SearchAccess
  authenticate: Authenticate
  /** Milliseconds since 1970, for the `created` of an answer. */
  now: () => number
  /** Milliseconds that only ever grow, for rate limits: a corrected clock must neither free a model nor lock it. */
  monotonicNow: () => number
  pace: Pace
  /** Base URL of an OpenAI-compatible server that gives the answers; `null` leaves them to the local writer. */
  modelUrl: string | null
  /** Behave like a free trial account: every Cortex call is refused. */
  trial: boolean
  rateLimits: RateLimits
  /** Answer for a model that is unknown or not granted: 403 as measured, or 400 as documented. */
  modelErrors: '403' | '400'
}
