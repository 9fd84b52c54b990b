import { GenerationEvent } from '@coco/shared/generation-events'
import { readSse } from '@coco/testkit/read-sse'
import type { ServerUnderTest } from '@coco/testkit/start-server-on'

/** Both ways to an answer: the quickstart's endpoint with an API key, and the page's procedures with a session. */
export const WAYS = ['REST', 'tRPC'] as const
export type Way = (typeof WAYS)[number]

export interface Question {
  tenant?: 'alpha' | 'beta'
  model?: string
  prompt?: string
  /** Called with all text so far whenever there is more. */
  onText?: (text: string) => void
}

/** What a person or a program gets to see. */
export interface Outcome {
  /** Empty when the call was refused before it became an answer. */
  events: GenerationEvent[]
  /** All text of the answer. */
  text: string
  /** What was refused before the first byte. */
  refusal: { status: number; code: string; message: string; retryAfterMs?: number } | null
  /** Every byte that was shown, headers too. */
  shown: string
}

/** In every question, so that a log or an error that repeats the prompt gives itself away. */
export const CANARY_PROMPT = 'canary-prompt-59e1'

/** Asks as the given way does, and reads to the end. */
export function askOver(way: Way, server: ServerUnderTest, question: Question = {}): Promise<Outcome> {
  return way === 'REST' ? askOverRest(server, question) : askOverTrpc(server, question)
}

async function askOverRest(server: ServerUnderTest, question: Question): Promise<Outcome> {
  const { tenant = 'alpha', model, prompt = CANARY_PROMPT, onText = () => {} } = question
  const response = await fetch(`${server.serverUrl}/v1/chat/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-api-key': tenant === 'alpha' ? server.alphaKey : server.betaKey,
    },
    body: JSON.stringify({ message: prompt, model }),
  })
  const head = JSON.stringify([...response.headers])
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    const shown = await response.text()
    return { events: [], text: '', refusal: toRefusal(response, shown), shown: head + shown }
  }
  const events: GenerationEvent[] = []
  for await (const { event, data } of readSse(response)) {
    events.push(GenerationEvent.parse({ type: event, ...(JSON.parse(data) as object) }))
    if (events.at(-1)?.type === 'delta') onText(textOf(events))
  }
  return { events, text: textOf(events), refusal: null, shown: head + JSON.stringify(events) }
}

function toRefusal({ status, headers }: Response, body: string): Outcome['refusal'] {
  const { detail } = JSON.parse(body) as { detail: { code: string; message: string } }
  const retryAfter = headers.get('retry-after')
  return { status, ...detail, ...(retryAfter === null ? {} : { retryAfterMs: Number(retryAfter) * 1000 }) }
}

async function askOverTrpc(server: ServerUnderTest, question: Question): Promise<Outcome> {
  const { tenant = 'alpha', model, prompt = CANARY_PROMPT, onText = () => {} } = question
  const { client } = await server.signIn(`user-${tenant}`)
  const events: GenerationEvent[] = []
  try {
    const messages = [{ role: 'user' as const, content: prompt }]
    const id = await client.start({ messages, ...(model === undefined ? {} : { model }) })
    await client.read(id, {
      onEvent({ event }) {
        events.push(GenerationEvent.parse(event))
        if (event.type === 'delta') onText(textOf(events))
      },
    })
  } catch (error) {
    if (!isRefusal(error)) throw error
    const { message, data } = error
    const shown = JSON.stringify({ message, data })
    return { events: [], text: '', refusal: { status: data.httpStatus, ...data.coco }, shown }
  }
  return { events, text: textOf(events), refusal: null, shown: JSON.stringify(events) }
}

interface TrpcRefusal extends Error {
  data: { httpStatus: number; coco: { code: string; message: string; retryAfterMs?: number } }
}

function isRefusal(error: unknown): error is TrpcRefusal {
  return error instanceof Error && 'data' in error && JSON.stringify(error.data)?.includes('"coco"')
}

function textOf(events: readonly GenerationEvent[]): string {
  return events.map((event) => (event.type === 'delta' ? event.content : '')).join('')
}
