import type { Socket } from 'node:net'
import type { Clock } from '../platform/clock.ts'

const CHECK_MS = 5_000

/**
 * Cuts connections whose reader takes nothing although something is waiting for it, on every route. Upstream is paused
 * meanwhile, so this bounds how long a stopped reader holds a model's answer open.
 *
 * @returns a function that ends the checks
 */
export function cutStalledReaders(
  sockets: ReadonlySet<Socket>,
  { stallMs, clock }: { stallMs: number; clock: Clock },
): () => void {
  const progress = new WeakMap<Socket, { waiting: number; written: number; sinceMs: number }>()

  function check(): void {
    const nowMs = clock.monotonicMs()
    for (const socket of sockets) {
      const { writableLength: waiting, bytesWritten: written } = socket
      const last = progress.get(socket)
      if (waiting === 0 || waiting !== last?.waiting || written !== last.written) {
        progress.set(socket, { waiting, written, sinceMs: nowMs })
      } else if (nowMs - last.sinceMs >= stallMs) socket.destroy()
    }
    cancel = clock.after(CHECK_MS, check)
  }

  let cancel = clock.after(CHECK_MS, check)
  return () => cancel()
}
