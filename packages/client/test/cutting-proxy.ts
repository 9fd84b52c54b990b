import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/**
 * A TCP proxy that cuts the connection of an event stream right after its k-th event, each time the next number of `cuts`
 * until they are used up. Everything else passes. `refuse` makes it hang up on every new connection.
 */
export async function startCuttingProxy(targetPort: number, cuts: number[]) {
  const sockets = new Set<Socket>()
  let refusing = false
  let cutCount = 0

  const proxy = createServer((client) => {
    sockets.add(client)
    client.on('error', () => {})
    if (refusing) return void client.destroy()
    const upstream = connect(targetPort, '127.0.0.1')
    upstream.on('error', () => client.destroy())
    client.on('close', () => upstream.destroy())
    client.pipe(upstream)

    let streamed = ''
    upstream.on('data', (bytes) => {
      const before = streamed.length
      streamed += bytes.toString('latin1')
      const cut = streamed.includes('text/event-stream') ? endOfEvent(streamed, cuts[0]) : undefined
      if (cut === undefined) return void client.write(bytes)
      cuts.shift()
      cutCount += 1
      client.end(Buffer.from(streamed.slice(before, Math.max(before, cut)), 'latin1'), () => client.destroy())
    })
    upstream.on('end', () => client.end())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')

  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    get cutCount() {
      return cutCount
    },
    refuse: (on: boolean) => {
      refusing = on
      if (on) for (const socket of sockets) socket.destroy()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}

/** Where the k-th event with an id ends, chunk sizes of HTTP in between; for 0 where the headers end. */
function endOfEvent(streamed: string, k: number | undefined): number | undefined {
  if (k === undefined) return undefined
  if (k === 0) return streamed.indexOf('\r\n\r\n') + 4
  const event = [...streamed.matchAll(/id: \d+\n[\s\S]*?\n\n/g)][k - 1]
  return event && event.index + event[0].length
}
