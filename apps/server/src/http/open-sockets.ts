import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** The connections that are open at this moment. */
export function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}

/** Closes what nobody is waiting on: between two requests, or opened ahead of a first one (which Node itself leaves). */
export function closeIdleSockets(server: Server, sockets: ReadonlySet<Socket>): void {
  server.closeIdleConnections()
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
}
