import type { TRPCClient } from '@trpc/client'
import type { AppRouter, ModelView } from './app-router.ts'
import { RESUME_POLICY, type ResumePolicy } from './back-off.ts'
import { streamChat, type StreamInput } from './chat-stream.ts'
import { checkApiKey, createCocoFetch, type Fetch } from './coco-fetch.ts'
import { type Completion, collectCompletion } from './complete-chat.ts'
import type { GenerationEvent } from './generation-event.ts'
import { leavable } from './leavable.ts'
import { createSubscribe } from './subscribe.ts'
import { toCocoError } from './to-coco-error.ts'
import { createTrpc } from './trpc-client.ts'

export interface CocoOptions {
  /** Where Coco is served, as `https://coco.example.com`. */
  url: string
  /** Says which tenant is calling. Sent as the header `X-API-Key` and nowhere else. */
  apiKey: string
  /** Default: the platform's own. */
  fetch?: Fetch
  /** Ends every stream and call of this client, as when a service shuts down. */
  signal?: AbortSignal
  /** For one call that is no stream. Default: 30,000. */
  timeoutMs?: number
  /** How patiently a cut answer is taken up again. Default: for up to 60 s, waiting 0.1 s to 8 s. */
  resume?: Partial<ResumePolicy>
}

export interface Coco {
  chat: {
    /**
     * The answer as it is written. Nothing is sent before the first `next`. The last event is exactly one `done` or
     * `error`; a cut connection is resumed without loss or repetition. Leaving the loop, or `signal`, stops the answer.
     * Throws `CocoError` when the start is refused, or when a cut answer could not be taken up again.
     */
    stream(input: StreamInput): AsyncIterableIterator<GenerationEvent>
    /** The whole answer at once. Throws `CocoError`, also for an `error` event. */
    complete(input: StreamInput): Promise<Completion>
  }
  models: {
    /** The tenant's models with what Snowflake's own list says of each. Throws `CocoError`. */
    list(options?: { signal?: AbortSignal }): Promise<ModelView[]>
  }
  /** The whole router as a tRPC client, fully typed. Its calls throw tRPC's errors: `toCocoError` reads them. */
  trpc: TRPCClient<AppRouter>
}

/** A client for one Coco as one tenant. Holds no connection; throws `CocoError` for a key that cannot be one. */
export function createCoco(options: CocoOptions): Coco {
  const trpcUrl = `${options.url.replace(/\/+$/, '')}/trpc`
  const platformFetch: Fetch = (url, init) => globalThis.fetch(url, init)
  const fetch = createCocoFetch({ fetch: options.fetch ?? platformFetch, apiKey: checkApiKey(options.apiKey) })
  const subscribe = createSubscribe({ trpcUrl, fetch, resume: { ...RESUME_POLICY, ...options.resume } })
  const trpc = createTrpc({ trpcUrl, fetch, subscribe, timeoutMs: options.timeoutMs ?? 30_000 })

  const withClientSignal = (signal: AbortSignal | undefined) =>
    signal && options.signal ? AbortSignal.any([signal, options.signal]) : (signal ?? options.signal)

  function stream({ signal, ...input }: StreamInput) {
    return leavable((ended) => streamChat({ trpc, subscribe }, input, ended), withClientSignal(signal))
  }

  async function listModels(call: { signal?: AbortSignal } = {}) {
    const signal = withClientSignal(call.signal)
    try {
      return await trpc.models.list.query(undefined, signal ? { signal } : {})
    } catch (error) {
      signal?.throwIfAborted()
      throw toCocoError(error)
    }
  }

  return {
    chat: { stream, complete: (input) => collectCompletion(stream(input)) },
    models: { list: listModels },
    trpc,
  }
}
