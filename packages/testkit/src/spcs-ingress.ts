import { once } from 'node:events'
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What the ingress puts into every answer, whatever the service says (source: snowflake docs, spcs ingress). */
export const BASELINE_CSP =
  "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; object-src 'none'; connect-src 'self'; frame-ancestors 'self';"

/** Where one signs out of Snowflake; the service never sees it (source: snowflake docs, spcs ingress). What it answers is not documented. */
const SIGN_OUT_PATH = '/sfc-endpoint/logout'

export interface SpcsIngress extends AsyncDisposable {
  url: string
  /** Who is signed in at Snowflake in the browser that comes from here on; null: nobody, and the ingress lets nobody through. */
  user: string | null
  /** How many answers were cut because nothing came for too long. */
  cuts(): number
}

/**
 * The ingress of Snowpark Container Services as far as it is documented, in front of a server on this machine: it names the
 * Snowflake user, whatever the caller wrote there, keeps `Authorization` for itself, overrides CORS and security headers, and
 * cuts what is silent.
 *
 * @param options.silenceMs what stands for the 90 s after which the real one cuts
 */
export async function startSpcsIngress(upstreamUrl: string, options: { silenceMs: number }): Promise<SpcsIngress> {
  const { hostname, port } = new URL(upstreamUrl)
  let cuts = 0
  const ingress = { user: null as string | null }
  const sockets = new Set<Socket>()

  const server = createServer((incoming, outgoing) => {
    if (incoming.url === SIGN_OUT_PATH) {
      ingress.user = null
      return void outgoing.writeHead(200, { 'content-type': 'text/plain' }).end('Signed out of Snowflake.')
    }
    if (ingress.user === null) return void outgoing.writeHead(401).end()
    const { method, url: path } = incoming
    const upstream = send({ hostname, port, method, path, headers: towards(incoming, ingress.user), agent: false })
    upstream.on('response', (answer) => passBack(answer, outgoing))
    upstream.on('error', () => outgoing.destroy())
    outgoing.on('close', () => upstream.destroy())
    incoming.pipe(upstream)
    upstream.setTimeout(options.silenceMs, () => {
      cuts += 1
      outgoing.destroy()
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  function towards({ headers }: IncomingMessage, user: string) {
    const { authorization: _kept, 'x-sf-spcs-authorization': _too, ...rest } = headers
    return { ...rest, 'sf-context-current-user': user }
  }

  return {
    get user() {
      return ingress.user
    },
    set user(name) {
      ingress.user = name
    },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cuts: () => cuts,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function passBack(answer: IncomingMessage, outgoing: ServerResponse): void {
  const { server: _server, 'x-powered-by': _powered, 'content-security-policy': own, ...rest } = answer.headers
  const kept = Object.entries(rest).filter(([name]) => !name.startsWith('access-control-'))
  outgoing.writeHead(answer.statusCode ?? 502, {
    ...Object.fromEntries(kept),
    'content-security-policy': own === undefined ? BASELINE_CSP : `${BASELINE_CSP}, ${String(own)}`,
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-embedder-policy': 'credentialless',
    'x-content-type-options': 'nosniff',
  })
  answer.on('error', () => outgoing.destroy())
  answer.pipe(outgoing)
}
