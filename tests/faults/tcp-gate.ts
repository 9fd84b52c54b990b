import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** What a new connection meets: nobody, somebody who says nothing, a reset at the first byte, or the way to the target. */
export type GateState = 'closed' | 'silent' | 'resetting' | 'open'

export interface TcpGate extends AsyncDisposable {
  port: number
  /** Connections that were taken so far. */
  connections(): number
  set(state: GateState): Promise<void>
}

/** A port of its own in front of another one, so that an upstream can go, hang and come back under one address. */
export async function startTcpGate(targetPort: number, firstState: GateState): Promise<TcpGate> {
  const sockets = new Set<Socket>()
  let state = firstState
  let taken = 0
  let server = await listen(0)
  const { port } = server.address() as AddressInfo
  await set(firstState)

  function listen(onPort: number): Promise<Server> {
    const made = createServer((socket) => {
      taken += 1
      keep(socket)
      if (state === 'resetting') socket.once('data', () => socket.resetAndDestroy())
      if (state !== 'open') return
      const onward = keep(connect(targetPort, '127.0.0.1'))
      socket.pipe(onward).pipe(socket)
    })
    return new Promise((resolve) => made.listen(onPort, '127.0.0.1', () => resolve(made)))
  }

  function keep(socket: Socket): Socket {
    sockets.add(socket)
    return socket.on('error', () => {}).once('close', () => sockets.delete(socket))
  }

  async function set(next: GateState): Promise<void> {
    state = next
    if (next === 'closed') await close()
    else if (!server.listening) server = await listen(port)
  }

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }

  return { port, connections: () => taken, set, [Symbol.asyncDispose]: close }
}
