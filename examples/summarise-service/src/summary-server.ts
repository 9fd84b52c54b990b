import { type Coco, toCocoError } from '@coco/client'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

/**
 * `POST /summaries` with a text as its body answers with a summary, as it is written. A caller who hangs up stops the
 * model. An answer that fails halfway ends without the last chunk of HTTP, so that nobody takes it for a whole one.
 */
export function createSummaryServer(coco: Coco) {
  return createServer((request, response) => {
    const left = new AbortController()
    response.once('close', () => left.abort())
    summarise(coco, request, response, left.signal).catch((error: unknown) => {
      if (left.signal.aborted) return
      if (response.headersSent) response.destroy()
      else refuse(response, error)
    })
  })
}

async function summarise(coco: Coco, request: IncomingMessage, response: ServerResponse, signal: AbortSignal) {
  if (request.method !== 'POST' || request.url !== '/summaries') return void response.writeHead(404).end()
  const messages = [
    { role: 'system' as const, content: 'Summarise what the user sends in two sentences.' },
    { role: 'user' as const, content: await text(request) },
  ]
  for await (const event of coco.chat.stream({ messages, maxTokens: 300, signal })) {
    switch (event.type) {
      case 'meta':
        response.setHeader('content-type', 'text/plain; charset=utf-8').setHeader('x-answer-id', event.id)
        break
      case 'delta':
        if (!response.write(event.content)) await once(response, 'drain', { signal })
        break
      case 'reasoning':
      case 'sources':
        break
      case 'done':
        response.end()
        break
      case 'error':
        throw toCocoError(event)
    }
  }
}

/** The tenant's key is this service's own affair: what is wrong with it is no fault of the caller. */
function refuse(response: ServerResponse, error: unknown) {
  const { code, message, requestId, retryAfterMs } = toCocoError(error)
  const status = code === 'rate_limited' || code === 'upstream_rate_limited' ? 429 : 502
  if (retryAfterMs !== undefined) response.setHeader('retry-after', Math.ceil(retryAfterMs / 1_000))
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code, message, requestId }))
}
