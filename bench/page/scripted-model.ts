import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a model says, piece by piece, at its own pace. */
export type ModelScript = (signal: AbortSignal) => AsyncIterable<string>

/** A model behind the local Snowflake (`modelUrl`): an OpenAI-compatible server that says what the script says. */
export async function startScriptedModel(script: ModelScript): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((request, response) => {
    if (request.method === 'POST') void answer(script, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
}

async function answer(script: ModelScript, response: ServerResponse): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for await (const content of script(gone.signal)) {
    if (gone.signal.aborted) return
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`)
  }
  response.end(
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`,
  )
}

/** Pieces at a steady rate: one that is late is made up for. */
export async function* atPace(pieces: readonly string[], perSecond: number, signal: AbortSignal) {
  const startedMs = performance.now()
  for (const [index, piece] of pieces.entries()) {
    const waitMs = startedMs + (index * 1_000) / perSecond - performance.now()
    if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs))
    if (signal.aborted) return
    yield piece
  }
}
