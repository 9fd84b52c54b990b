import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface CuttableLine extends AsyncDisposable {
  url: string
  /** Breaks every connection there is. New ones are refused too until `mend`. */
  cut(): void
  mend(): void
}

/** A line between the browser and the server that can be cut in the middle of an answer. */
export async function openCuttableLine(serverUrl: string): Promise<CuttableLine> {
  const port = Number(new URL(serverUrl).port)
  const sockets = new Set<Socket>()
  let isCut = false

  const keep = (socket: Socket) => {
    sockets.add(socket)
    // A broken line is what this is for.
    socket.on('error', () => {}).once('close', () => sockets.delete(socket))
  }
  const line = createServer((browser) => {
    if (isCut) return browser.destroy()
    const server = connect(port, '127.0.0.1')
    keep(browser)
    keep(server)
    browser.pipe(server).pipe(browser)
    return undefined
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))

  function cut() {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }

  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    cut,
    mend: () => void (isCut = false),
    async [Symbol.asyncDispose]() {
      cut()
      await new Promise<void>((resolve) => void line.close(() => resolve()))
    },
  }
}
