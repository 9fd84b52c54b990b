import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface HoldingProxy extends AsyncDisposable {
  url: string
}

/** A proxy as there are some: it hands on what is complete, so of a stream nothing before its end. */
export async function startHoldingProxy(serverUrl: string): Promise<HoldingProxy> {
  const proxy = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming
    const onward = request(new URL(url ?? '/', serverUrl), { method, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('end', () => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers)
        outgoing.end(Buffer.concat(parts))
      })
    })
    // Whoever waited has left, or the server ends first: this is the proxy's own, and it says nothing.
    onward.on('error', () => outgoing.destroy())
    outgoing.once('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections()
      await new Promise<void>((resolve) => void proxy.close(() => resolve()))
    },
  }
}
