import type { AppRouter } from '@coco/server/api'
import type { inferRouterInputs } from '@trpc/server'
import type { GenerationEvent } from '@coco/shared/generation-events'
import { GenerationId } from '@coco/shared/ids'
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink, type TRPCClientError } from '@trpc/client'
import { EventSource } from 'eventsource'

export interface SequencedEvent {
  seq: number
  event: GenerationEvent
}

/** A text, or a whole input with what may be left out left out. */
export type Question = string | inferRouterInputs<AppRouter>['chat']['complete']

export interface TestClient {
  trpc: ReturnType<typeof createTrpc>
  /** Starts an answer to one question (or to a whole input) and gives its id. */
  start(question: Question): Promise<GenerationId>
  /** Reads an answer to its end, after event number `after`; `onEvent` may end the reading by returning false. */
  read(id: GenerationId, options?: ReadOptions): Promise<SequencedEvent[]>
  /** Starts and reads. */
  ask(question: Question): Promise<GenerationEvent[]>
}

export interface ReadOptions {
  after?: number
  onEvent?: (item: SequencedEvent) => boolean | void
}

/** The server's router, typed, as a program or a page calls it; `headers` say who that is. */
export function createTestClient(serverUrl: string, headers: Record<string, string>): TestClient {
  const trpc = createTrpc(serverUrl, headers)

  async function start(question: Question): Promise<GenerationId> {
    const input = typeof question === 'string' ? { messages: [{ role: 'user' as const, content: question }] } : question
    return GenerationId.parse((await trpc.chat.complete.mutate(input)).generationId)
  }

  function read(generationId: GenerationId, { after, onEvent = () => true }: ReadOptions = {}) {
    const { promise, resolve, reject } = Promise.withResolvers<SequencedEvent[]>()
    const items: SequencedEvent[] = []
    const lastEventId = after === undefined ? undefined : String(after)
    const subscription = trpc.chat.watch.subscribe(
      { generationId, lastEventId },
      {
        onData({ id, data }) {
          const item = { seq: Number(id), event: data }
          items.push(item)
          if (onEvent(item) !== false) return
          subscription.unsubscribe()
          resolve(items)
        },
        onComplete: () => resolve(items),
        onError: (error: TRPCClientError<AppRouter>) => reject(error),
      },
    )
    return promise
  }

  async function ask(question: Question): Promise<GenerationEvent[]> {
    return (await read(await start(question))).map(({ event }) => event)
  }

  return { trpc, start, read, ask }
}

function createTrpc(serverUrl: string, headers: Record<string, string>) {
  const url = `${serverUrl}/trpc`
  const withHeaders = (address: string | URL, init: { headers: Record<string, string> }) =>
    fetch(address, { ...init, headers: { ...init.headers, ...headers } })
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url, EventSource, eventSourceOptions: () => ({ fetch: withHeaders }) }),
        false: httpLink({ url, headers }),
      }),
    ],
  })
}
