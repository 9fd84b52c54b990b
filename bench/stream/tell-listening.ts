import type { AddressInfo, Server } from 'node:net'

/** Tells the process that started this one where it listens, in the words of every Coco process, and ends with it. */
export function tellListening(server: Server): void {
  const { port } = server.address() as AddressInfo
  process.send?.({ type: 'listening', url: `http://127.0.0.1:${port}`, port })
  process.once('disconnect', () => process.exit(0))
}
