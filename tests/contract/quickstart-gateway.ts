import { callChatStream, type ChatStreamAnswer } from '@coco/testkit/chat-stream-call'
import { type HostileUpstream, startHostileUpstream, type UpstreamScript } from '@coco/testkit/hostile-upstream'
import { type ServerUnderTest, type ServerUnderTestOptions, startServerOn } from '@coco/testkit/start-server-on'
import { says } from '@coco/testkit/upstream-scripts'

/** The call with which most cases begin. */
export const HI = { message: 'hi' }

type Ask = (body?: unknown, headers?: Record<string, string>) => Promise<ChatStreamAnswer>

export interface QuickstartGateway extends AsyncDisposable {
  server: ServerUnderTest
  upstream: HostileUpstream
  /** Calls with Alpha's key; without a body `HI`. */
  asAlpha: Ask
  asBeta: Ask
  /** Calls with no key at all. */
  asNobody: Ask
  /** Calls with Alpha's key and gives the answer while it still comes; `signal` is how the caller leaves. */
  open(signal?: AbortSignal): Promise<Response>
  /** What went upstream in the last call. */
  lastSent(): Record<string, unknown>
}

/** Coco as a user of the quickstart runs it, in front of an upstream that records what it is asked. */
export async function startGateway(
  script: UpstreamScript = says('Hello'),
  options: ServerUnderTestOptions = {},
): Promise<QuickstartGateway> {
  const upstream = await startHostileUpstream(script)
  const server = await startServerOn(upstream.url, options)
  const askWith =
    (key?: string): Ask =>
    (body = HI, headers = {}) =>
      callChatStream(server.serverUrl, { ...(key === undefined ? {} : { key }), body, headers })
  return {
    server,
    upstream,
    asAlpha: askWith(server.alphaKey),
    asBeta: askWith(server.betaKey),
    asNobody: askWith(),
    open: (signal) =>
      fetch(`${server.serverUrl}/v1/chat/stream`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': server.alphaKey },
        body: JSON.stringify(HI),
        ...(signal === undefined ? {} : { signal }),
      }),
    lastSent: () => upstream.calls.at(-1)?.body as Record<string, unknown>,
    async [Symbol.asyncDispose]() {
      await server.close()
      await upstream.close()
    },
  }
}

export const eventNames = ({ events }: ChatStreamAnswer): string[] => events.map(({ event }) => event)
