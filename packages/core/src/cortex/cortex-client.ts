import type { UpstreamDeps } from './call-upstream.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Credentials } from './credentials.ts'
import { DEFAULT_TIMEOUTS, type Timeouts } from './deadlines.ts'
import { embed, type EmbedCall, type Embeddings } from './embed.ts'
import { type AnswerLimits, DEFAULT_LIMITS } from './limits.ts'
import { listModels } from './list-models.ts'
import { DEFAULT_RETRY, type RetryOptions } from './retry-policy.ts'
import { searchCortex, type SearchCall } from './search-cortex.ts'
import { type ChatAnswer, type ChatCall, streamChat } from './stream-chat.ts'
import { createTransport } from './transport.ts'

export interface CortexClientOptions {
  /** For example `https://myorg-myaccount.snowflakecomputing.com/api/v2/cortex`; a slash at the end does no harm. */
  baseUrl: string
  /** Sent as `User-Agent: coco/<version>`. */
  version?: string
  timeouts?: Partial<Timeouts>
  limits?: Partial<AnswerLimits>
  retry?: Partial<RetryOptions>
  clock?: Clock
  /** Hears of retries. Never gets a secret, a prompt or a host name. */
  log?: UpstreamDeps['log']
  /** PEM of the certificate authorities to trust instead of the built-in ones. */
  ca?: string
  /** Connections at once. No limit when left out, so that no stream waits for another. */
  maxConnections?: number
}

export interface CortexClient {
  /**
   * One chat completion, `POST {baseUrl}/v1/chat/completions` (snowflake docs: cortex-rest-api). Leaving the loop,
   * `return()` and the signal close the connection to upstream at once, in every phase.
   *
   * @throws CortexError; when the signal was used, its reason
   */
  streamChat(call: ChatCall): ChatAnswer
  /**
   * The models that Snowflake lists for this tenant: a hint, not a permission.
   *
   * @throws CortexError; when the signal was used, its reason
   */
  listModels(call: { credentials: Credentials; signal?: AbortSignal }): Promise<string[]>
  /**
   * Vectors for texts, in their order (snowflake docs: cortex-rest-api, embed). Any number of texts; each is one call per
   * EMBEDDED_AT_ONCE of them.
   *
   * @throws CortexError; when the signal was used, its reason
   */
  embed(call: EmbedCall): Promise<Embeddings>
  /**
   * What a Cortex Search service finds, best first: a record of the asked columns each.
   *
   * @throws CortexError, `search_not_allowed` when there is no such service for this tenant; when the signal was used, its reason
   */
  searchCortex(call: SearchCall): Promise<Record<string, unknown>[]>
  /** Cuts every connection. */
  close(): Promise<void>
}

/** Calls the Cortex REST endpoints of one account, for any number of tenants. */
export function createCortexClient(options: CortexClientOptions): CortexClient {
  const clock = options.clock ?? systemClock
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts }
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const userAgent = `coco/${options.version ?? '0.1.0'}`
  const transport = createTransport({
    baseUrl: options.baseUrl,
    connectMs: timeouts.connectMs,
    ca: options.ca,
    maxConnections: options.maxConnections,
    clock,
  })
  const upstream: UpstreamDeps = {
    transport,
    clock,
    retry: { ...DEFAULT_RETRY, ...options.retry },
    maxAnswerBytes: limits.maxAnswerBytes,
    log: options.log ?? (() => {}),
  }

  const json = { upstream, timeouts, clock, userAgent }

  return {
    streamChat: (call) => streamChat({ upstream, timeouts, limits, clock, userAgent }, call),
    listModels: (call) => listModels(json, call),
    embed: (call) => embed(json, call),
    searchCortex: (call) => searchCortex(json, call),
    close: transport.close,
  }
}
