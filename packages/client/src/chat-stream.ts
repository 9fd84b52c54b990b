import type { TRPCClient } from '@trpc/client'
import type { AppRouter, ChatInput } from './app-router.ts'
import { CocoError } from './coco-error.ts'
import type { GenerationEvent } from './generation-event.ts'
import type { SubscriptionFrame } from './read-subscription.ts'
import type { Subscribe } from './subscribe.ts'
import { toCocoError } from './to-coco-error.ts'

export type StreamInput = ChatInput & {
  /** Stops the answer, upstream too; the loop then throws the signal's reason. */
  signal?: AbortSignal
}

interface Deps {
  trpc: TRPCClient<AppRouter>
  subscribe: Subscribe
}

/**
 * The events of one answer, from its start to its one `done` or `error`, across cut connections. Throws `CocoError` for
 * what was refused before it began and for an answer that could not be taken up again. However the caller leaves early,
 * the answer is stopped upstream before the generator returns.
 */
export async function* streamChat(
  deps: Deps,
  input: ChatInput,
  signal: AbortSignal,
): AsyncGenerator<GenerationEvent, void, undefined> {
  const generationId = await start(deps, input, signal)
  let ended = false
  try {
    for await (const frame of deps.subscribe('chat.watch', { generationId }, signal, untilTheEnd)) {
      if (frame.type !== 'data' || !isKnown(frame.data)) continue
      ended = isLast(frame.data)
      yield frame.data
      if (ended) return
    }
  } catch (error) {
    signal.throwIfAborted()
    throw toCocoError(error)
  } finally {
    if (!ended) await stop(deps, generationId)
  }
}

/**
 * The signal is not passed on: a request that is given up may have started an answer whose id nobody would learn. So the
 * request goes on, and the answer is stopped when its id arrives.
 */
async function start({ trpc }: Deps, input: ChatInput, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted()
  const started = trpc.chat.complete.mutate(input)
  let giveUp = () => {}
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason as Error)
    signal.addEventListener('abort', giveUp, { once: true })
  })
  try {
    return (await Promise.race([started, aborted])).generationId
  } catch (error) {
    if (!signal.aborted) throw toCocoError(error)
    void started.then(
      ({ generationId }) => stop({ trpc }, generationId),
      () => {},
    )
    throw error
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

/** A stop that does not arrive is no error: the server ends an answer that nobody has read for 30 s. */
async function stop({ trpc }: Pick<Deps, 'trpc'>, generationId: string) {
  await trpc.chat.stop.mutate({ generationId }, { signal: AbortSignal.timeout(STOP_TIMEOUT_MS) }).catch(() => {})
}
const STOP_TIMEOUT_MS = 5_000

/** A subscription that finishes without a last event was closed early: to be taken up again like a cut connection. */
async function* untilTheEnd(frames: AsyncIterable<SubscriptionFrame>) {
  for await (const frame of frames) {
    yield frame
    if (frame.type === 'data' && isKnown(frame.data) && isLast(frame.data)) return
  }
  throw new CocoError('network', 'Coco closed the connection before the answer ended.')
}

const isLast = (event: GenerationEvent) => event.type === 'done' || event.type === 'error'

const KNOWN: Record<GenerationEvent['type'], true> = {
  sources: true,
  meta: true,
  delta: true,
  reasoning: true,
  done: true,
  error: true,
}

/** A newer server may send more kinds of event: a switch that is complete today must not meet them. */
function isKnown(data: unknown): data is GenerationEvent {
  return typeof data === 'object' && data !== null && 'type' in data && Object.hasOwn(KNOWN, String(data.type))
}
