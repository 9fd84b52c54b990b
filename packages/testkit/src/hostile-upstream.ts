import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the stand-in for Cortex was asked. */
export interface UpstreamCall {
  /** From 0. */
  index: number
  method: string
  path: string
  headers: IncomingHttpHeaders
  /** The parsed JSON body, `null` when there was none. */
  body: unknown
  /** When the connection is gone, by `performance.now()`. */
  closed: Promise<number>
}

/** How the stand-in answers a call: whatever bytes and whatever silence a test needs. `response.socket` has the wire. */
export type UpstreamScript = (response: ServerResponse, call: UpstreamCall) => void | Promise<void>

export interface HostileUpstream extends AsyncDisposable {
  /** The Cortex base URL to start a server on. */
  url: string
  /** Calls in the order in which they came. */
  calls: readonly UpstreamCall[]
  /** The call with this number, from 0, as soon as it is there. */
  nth(index: number): Promise<UpstreamCall>
  /** Another script for the calls that come from now on. */
  answerWith(script: UpstreamScript): void
  openConnections(): number
  close(): Promise<void>
}

/** A stand-in for Cortex that knows no rules: it records what it is asked and answers as the script says. */
export async function startHostileUpstream(firstScript: UpstreamScript): Promise<HostileUpstream> {
  const calls: UpstreamCall[] = []
  let waiting: (() => void)[] = []
  let script = firstScript
  let connections = 0

  const server = createServer((request, response) => {
    const closed = new Promise<number>((resolve) => response.once('close', () => resolve(performance.now())))
    void record(request, closed).then((call) => script(response, call))
  })
  async function record(request: IncomingMessage, closed: Promise<number>): Promise<UpstreamCall> {
    const body = await readJsonBody(request)
    const { method = '', url: path = '', headers } = request
    const call = { index: calls.length, method, path, headers, body, closed }
    calls.push(call)
    for (const tell of waiting) tell()
    waiting = []
    return call
  }

  server.on('connection', (socket) => {
    connections += 1
    socket.on('error', () => {}).once('close', () => (connections -= 1))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  async function nth(index: number): Promise<UpstreamCall> {
    for (;;) {
      const call = calls[index]
      if (call !== undefined) return call
      await new Promise<void>((resolve) => void waiting.push(resolve))
    }
  }

  async function close(): Promise<void> {
    server.closeAllConnections()
    await new Promise<void>((resolve) => void server.close(() => resolve()))
  }

  return {
    url: `http://127.0.0.1:${port}/api/v2/cortex`,
    calls,
    nth,
    answerWith: (next) => void (script = next),
    openConnections: () => connections,
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer)
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return null
  }
}
