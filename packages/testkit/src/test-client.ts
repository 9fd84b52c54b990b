import type { AppRouter } from '@coco/server/api'
import type { inferRouterInputs } from '@trpc/server'
import { StartedAnswer } from '@coco/shared/conversation-views'
import type { GenerationEvent } from '@coco/shared/generation-events'
import { GenerationId } from '@coco/shared/ids'
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink, type TRPCClientError } from '@trpc/client'
import { EventSource } from 'eventsource'
import { randomUUID } from 'node:crypto'

export interface SequencedEvent {
  seq: number
  event: GenerationEvent
}

/** A text, or a whole input with what may be left out left out. */
export type Question = string | inferRouterInputs<AppRouter>['chat']['complete']

/** A text that begins a conversation, or an input of `chat.send` with what may be left out left out. */
export type Message = string | Omit<inferRouterInputs<AppRouter>['chat']['send'], 'idempotencyKey'>

export interface TestClient {
  trpc: ReturnType<typeof createTrpc>
  /** Starts an answer to one question (or to a whole input) and gives its id. */
  start(question: Question): Promise<GenerationId>
  /** Reads an answer to its end, after event number `after`; `onEvent` may end the reading by returning false. */
  read(id: GenerationId, options?: ReadOptions): Promise<SequencedEvent[]>
  /** Starts and reads. */
  ask(question: Question): Promise<GenerationEvent[]>
  /** Sends a message in a conversation, under an idempotency key of its own. */
  send(message: Message): Promise<StartedAnswer>
  /** Sends a message and reads the answer to its end. */
  converse(message: Message): Promise<StartedAnswer & { events: GenerationEvent[] }>
}

export interface ReadOptions {
  after?: number
  onEvent?: (item: SequencedEvent) => boolean | void
}

/** As much of `fetch` as the client needs: a cookie jar has one. */
export type Fetch = (address: string | URL, init?: RequestInit) => Promise<Response>

/** The server's router, typed, as a program or a page calls it; `headers` say who that is. */
export function createTestClient(
  serverUrl: string,
  headers: Record<string, string>,
  fetchAs: Fetch = fetch,
): TestClient {
  const trpc = createTrpc(serverUrl, headers, fetchAs)

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

  async function send(message: Message): Promise<StartedAnswer> {
    const input = typeof message === 'string' ? { content: message } : message
    return StartedAnswer.parse(await trpc.chat.send.mutate({ ...input, idempotencyKey: randomUUID() }))
  }

  async function converse(message: Message) {
    const started = await send(message)
    return { ...started, events: (await read(started.generationId)).map(({ event }) => event) }
  }

  return { trpc, start, read, ask, send, converse }
}

function createTrpc(serverUrl: string, headers: Record<string, string>, fetchAs: Fetch) {
  const url = `${serverUrl}/trpc`
  const withHeaders = (address: string | URL, init: { headers: Record<string, string> }) =>
    fetchAs(address, { ...init, headers: { ...init.headers, ...headers } })
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url, EventSource, eventSourceOptions: () => ({ fetch: withHeaders }) }),
        false: httpLink({ url, headers, fetch: (address, init) => fetchAs(toAddress(address), init as RequestInit) }),
      }),
    ],
  })
}

const toAddress = (address: string | URL | Request) => (address instanceof Request ? address.url : address)
