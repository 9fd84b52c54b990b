import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface CuttingLine extends AsyncDisposable {
  url: string
  /** Connections that were cut so far. */
  cuts(): number
}

/**
 * A TCP line to a server that breaks. Each connection is reset after so many bytes of its answer's body as `nextCut` says;
 * null lets it live. The bytes before the cut arrive, whatever they are in the middle of.
 */
export async function startCuttingLine(serverUrl: string, nextCut: () => number | null): Promise<CuttingLine> {
  const port = Number(new URL(serverUrl).port)
  const sockets = new Set<Socket>()
  let cuts = 0

  function keep(socket: Socket): Socket {
    sockets.add(socket)
    return socket.on('error', () => {}).once('close', () => sockets.delete(socket))
  }

  const line = createServer({ noDelay: true }, (client) => {
    const server = keep(connect({ port, host: '127.0.0.1', noDelay: true }))
    keep(client).pipe(server)
    client.once('close', () => server.destroy())
    server.once('end', () => client.end())
    const leftOf = bodyCounter(nextCut())
    server.on('data', (bytes) => {
      const passing = leftOf(bytes)
      if (passing === null) return void client.write(bytes)
      cuts += 1
      server.destroy()
      client.end(bytes.subarray(0, passing), () => client.destroy())
    })
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    cuts: () => cuts,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => void line.close(() => resolve()))
    },
  }
}

/** How much of a piece may still pass; null for all of it. HTTP's chunk sizes count as body: a line knows nothing of them. */
function bodyCounter(cutAfter: number | null): (bytes: Buffer) => number | null {
  let head = Buffer.alloc(0)
  let seen = -1
  return (bytes) => {
    if (cutAfter === null) return null
    let bodyStart = 0
    if (seen < 0) {
      const headBefore = head.length
      head = Buffer.concat([head, bytes])
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return null
      seen = 0
      bodyStart = end + 4 - headBefore
    }
    const left = cutAfter - seen
    const body = bytes.length - bodyStart
    seen += body
    return body > left ? bodyStart + left : null
  }
}
