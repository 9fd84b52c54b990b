import { parseSse } from './read-sse.ts'

/** One event of `/v1/chat/stream`: its name and its parsed data. */
export interface ChatStreamEvent {
  event: string
  data: Record<string, unknown>
}

export interface ChatStreamAnswer {
  status: number
  headers: Headers
  text: string
  /** Of an event stream; empty for a JSON error. */
  events: ChatStreamEvent[]
  /** Of a JSON error; `null` for an event stream. */
  json: unknown
}

/** Calls `POST /v1/chat/stream` and reads the answer to its end. A text body is sent as it is. */
export async function callChatStream(
  serverUrl: string,
  { key, body, headers = {} }: { key?: string; body?: unknown; headers?: Record<string, string> },
): Promise<ChatStreamAnswer> {
  const response = await fetch(`${serverUrl}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'x-api-key': key }), ...headers },
    ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  const events = isStream ? parseSse(text).map(({ event, data }) => ({ event, data: JSON.parse(data) })) : []
  return { status: response.status, headers: response.headers, text, events, json: isStream ? null : parseJson(text) }
}

/** All text of an answer. */
export function textOf(answer: Pick<ChatStreamAnswer, 'events'>): string {
  return answer.events.map(({ event, data }) => (event === 'delta' ? String(data.content) : '')).join('')
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
