import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Clock } from '../platform/clock.ts'

const CHECK_MS = 5_000

/**
 * Cuts connections whose reader takes nothing although something is waiting for it, on every route. Upstream is paused
 * meanwhile, so this bounds how long a stopped reader holds a model's answer open, not memory.
 *
 * @returns a function that ends the checks
 */
export function cutStalledReaders(server: Server, { stallMs, clock }: { stallMs: number; clock: Clock }): () => void {
  const sockets = new Map<Socket, { waiting: number; written: number; sinceMs: number }>()

  server.on('connection', (socket) => {
    sockets.set(socket, { waiting: 0, written: 0, sinceMs: clock.monotonicMs() })
    socket.once('close', () => sockets.delete(socket))
  })

  function check(): void {
    const nowMs = clock.monotonicMs()
    for (const [socket, last] of sockets) {
      const { writableLength: waiting, bytesWritten: written } = socket
      if (waiting === 0 || waiting !== last.waiting || written !== last.written) {
        sockets.set(socket, { waiting, written, sinceMs: nowMs })
      } else if (nowMs - last.sinceMs >= stallMs) socket.destroy()
    }
    cancel = clock.after(CHECK_MS, check)
  }

  let cancel = clock.after(CHECK_MS, check)
  return () => cancel()
}
