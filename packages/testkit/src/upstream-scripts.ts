import type { ServerResponse } from 'node:http'
import type { UpstreamScript } from './hostile-upstream.ts'

/** One chunk of an OpenAI-style stream as its `data:` line. */
export function chunk(fields: { content?: string; finishReason?: string; usage?: object }): string {
  const { content, finishReason = null, usage } = fields
  const delta = content === undefined ? {} : { content }
  const choice = { index: 0, delta, finish_reason: finishReason }
  return `data: ${JSON.stringify({ id: 'c1', model: 'm', choices: [choice], ...(usage ? { usage } : {}) })}\n\n`
}

export const DONE_LINE = 'data: [DONE]\n\n'

/** The head of a stream, sent at once. */
export function openStream(response: ServerResponse): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.flushHeaders()
  return response
}

/** A sound answer of these pieces. */
export function says(...pieces: string[]): UpstreamScript {
  return (response) => {
    openStream(response)
    for (const content of pieces) response.write(chunk({ content }))
    response.end(
      chunk({ finishReason: 'stop', usage: { prompt_tokens: 1, completion_tokens: pieces.length } }) + DONE_LINE,
    )
  }
}

/** A refusal; an object is sent as JSON. */
export function refuses(status: number, body: object | string, headers: Record<string, string> = {}): UpstreamScript {
  const isText = typeof body === 'string'
  return (response) => {
    response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers })
    response.end(isText ? body : JSON.stringify(body))
  }
}

/** These pieces, and then nothing at all. */
export function saysThenHangs(...pieces: string[]): UpstreamScript {
  return (response) => {
    openStream(response)
    for (const content of pieces) response.write(chunk({ content }))
  }
}

/** Takes the call and never says a word, not even a head. */
export const hangs: UpstreamScript = () => {}
