import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import type { Credentials } from '../credentials.ts'

export interface SeenRequest {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

export interface StandInUpstream extends AsyncDisposable {
  baseUrl: string
  port: number
  seen: SeenRequest[]
  /** Resolves when this many requests have arrived, whole. */
  arrived(count: number): Promise<void>
  openConnections(): number
  /** Resolves when no connection is open. */
  allGone(): Promise<void>
}

/** An upstream on loopback that answers as the test says; `index` counts requests from 0. */
export async function startUpstream(
  answer: (response: ServerResponse, request: SeenRequest, index: number) => void,
): Promise<StandInUpstream> {
  const seen: SeenRequest[] = []
  const counter = createCounter()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const whole = { method, url, headers, body: Buffer.concat(parts).toString() }
      seen.push(whole)
      counter.add()
      answer(response, whole, seen.length - 1)
    })
  })
  return { ...(await listen(server)), seen, arrived: counter.reached }
}

/** The same one layer below: what happens to a connection, in bytes. */
export async function startTcpUpstream(onConnection: (socket: Socket) => void): Promise<StandInUpstream> {
  const counter = createCounter()
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', counter.add)
    onConnection(socket)
  })
  return { ...(await listen(server)), seen: [], arrived: counter.reached }
}

async function listen(server: Server): Promise<Omit<StandInUpstream, 'seen' | 'arrived'>> {
  const sockets = new Set<Socket>()
  let whenGone: (() => void)[] = []
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      if (sockets.size > 0) return
      for (const tell of whenGone) tell()
      whenGone = []
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port,
    baseUrl: `http://127.0.0.1:${port}/api/v2/cortex`,
    openConnections: () => sockets.size,
    allGone: () => (sockets.size === 0 ? Promise.resolve() : new Promise((resolve) => whenGone.push(resolve))),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function createCounter(): { add: () => void; reached: (count: number) => Promise<void> } {
  let reachedSoFar = 0
  let waiting: { count: number; resolve: () => void }[] = []
  return {
    add() {
      reachedSoFar += 1
      for (const waiter of waiting) if (waiter.count <= reachedSoFar) waiter.resolve()
      waiting = waiting.filter(({ count }) => count > reachedSoFar)
    },
    reached: (count) =>
      reachedSoFar >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
  }
}

export const EVENT_STREAM = { 'content-type': 'text/event-stream', 'x-snowflake-request-id': 'sf-request-1' }

/** One chunk as Snowflake writes it for OpenAI models (captured). */
export function chunk(content: string, finishReason?: string): string {
  const choice = { delta: { content, refusal: '', role: '', tool_calls: null }, index: 0, finish_reason: finishReason }
  return `data: ${JSON.stringify({ choices: [choice], id: 'chatcmpl-abc', object: 'chat.completion.chunk' })}\n\n`
}

export const DONE = 'data: [DONE]\n\n'

/** Credentials that count; `invalidate` makes the next token another one. */
export function createCredentials(): Credentials & { minted: () => number } {
  let minted = 1
  return {
    token: () => Promise.resolve({ value: `token-${minted}`, type: 'KEYPAIR_JWT' }),
    invalidate: () => {
      minted += 1
    },
    minted: () => minted,
  }
}
