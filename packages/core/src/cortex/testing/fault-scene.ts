import { afterEach } from 'vitest'
import { type CortexClient, type CortexClientOptions, createCortexClient } from '../cortex-client.ts'
import { createCredentials, type StandInUpstream, startTcpUpstream, startUpstream } from './stand-in-upstream.ts'

/** What the tests of faults share: clients without pauses between tries, and everything closed after each test. */
export function createFaultScene() {
  const open: AsyncDisposable[] = []
  afterEach(async () => {
    for (const thing of open.splice(0).toReversed()) await thing[Symbol.asyncDispose]()
  })

  function use<T extends AsyncDisposable>(thing: T): T {
    open.push(thing)
    return thing
  }

  function client(
    upstream: Pick<StandInUpstream, 'baseUrl'>,
    options: Partial<CortexClientOptions> = {},
  ): CortexClient {
    const made = createCortexClient({ baseUrl: upstream.baseUrl, retry: { baseDelayMs: 0 }, ...options })
    use({ [Symbol.asyncDispose]: () => made.close() })
    return made
  }

  return { use, client }
}

/** One question with fresh credentials. */
export function ask(client: CortexClient) {
  return client.streamChat({ credentials: createCredentials(), body: { model: 'm', messages: [], stream: true } })
}

export const answering = (status: number, body = '', headers: Record<string, string> = {}) =>
  startUpstream((response) => response.writeHead(status, headers).end(body))

/** A TCP upstream that answers the first bytes it gets with these. */
export const saying = (bytes: string, then: 'end' | 'reset' | 'stay') =>
  startTcpUpstream((socket) =>
    socket.once('data', () => {
      socket.write(bytes, () => {
        if (then === 'end') socket.end()
        if (then === 'reset') socket.resetAndDestroy()
      })
    }),
  )
