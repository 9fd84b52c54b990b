import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ImpatientProxy extends AsyncDisposable {
  url: string
  /** Answers that were cut so far. */
  cuts(): number
}

/** A proxy as nginx is by default: an answer of which nothing has come for so long is cut. */
export async function startImpatientProxy(serverUrl: string, patienceMs: number): Promise<ImpatientProxy> {
  let cuts = 0

  const proxy = createServer((incoming, outgoing) => {
    const cut = () => {
      cuts += 1
      outgoing.destroy()
    }
    let patience = setTimeout(cut, patienceMs)
    const { method, url, headers } = incoming
    const onward = request(new URL(url ?? '/', serverUrl), { method, headers, agent: false }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers)
      response.on('data', (bytes) => {
        clearTimeout(patience)
        patience = setTimeout(cut, patienceMs)
        outgoing.write(bytes)
      })
      response.once('end', () => outgoing.end()).once('error', () => outgoing.destroy())
    })
    // Whoever waited has left, or the server ended first.
    onward.on('error', () => outgoing.destroy())
    outgoing.once('close', () => {
      clearTimeout(patience)
      onward.destroy()
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    cuts: () => cuts,
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections()
      await new Promise<void>((resolve) => void proxy.close(() => resolve()))
    },
  }
}
