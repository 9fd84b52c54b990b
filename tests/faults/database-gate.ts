import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/**
 * What stands between the server and its database: `open`, nobody there (`down`), a line on which nothing moves any more
 * (`frozen`), one on which everything takes so long that nobody waits for it (`slow`), or a database that takes no more
 * connections (`full`).
 */
export type DatabaseGateState = 'open' | 'down' | 'frozen' | 'slow' | 'full'

export interface DatabaseGate extends AsyncDisposable {
  /** The database's address, through the gate. */
  url: string
  set(state: DatabaseGateState): Promise<void>
  /**
   * The next transaction in which this is said is committed, and nobody hears that it was: the connection ends in between.
   * @returns whether it has happened
   */
  loseCommitAfter(statement: string): () => boolean
  /** Resets every connection there is, in the middle of whatever is said on it. */
  cut(): void
}

const SLOW_MS = 3_000

export async function startDatabaseGate(databaseUrl: string): Promise<DatabaseGate> {
  const target = new URL(databaseUrl)
  const links = new Set<Socket>()
  let state: DatabaseGateState = 'open'
  let lossAfter: string | null = null

  const server = createServer((near) => {
    keep(near)
    if (state === 'full') return void near.once('data', () => near.end(TOO_MANY_CLIENTS))
    const far = keep(connect(Number(target.port), target.hostname))
    watchForLoss(near, far)
    pass(near, far)
    pass(far, near)
  })

  function watchForLoss(near: Socket, far: Socket): void {
    let said = ''
    near.on('data', (bytes) => {
      said = (said + bytes.toString('latin1')).slice(-100_000)
      if (said.includes('COMMIT') || said.includes('ROLLBACK')) {
        if (lossAfter !== null && said.includes('COMMIT') && said.includes(lossAfter)) {
          lossAfter = null
          // Its answer says that it is done; it goes no further.
          far.removeAllListeners('data').once('data', () => near.resetAndDestroy())
        }
        said = ''
      }
    })
  }

  function keep(socket: Socket): Socket {
    links.add(socket)
    return socket.on('error', () => {}).once('close', () => links.delete(socket))
  }

  /** What is frozen is lost: a line that thaws after so long has nobody at its end. */
  function pass(from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      if (state === 'frozen') return
      if (state === 'slow') setTimeout(() => to.write(bytes), SLOW_MS).unref()
      else to.write(bytes)
    })
    from.once('close', () => state !== 'frozen' && to.destroy())
  }

  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo

  function cut(): void {
    for (const link of links) link.resetAndDestroy()
  }

  async function set(next: DatabaseGateState): Promise<void> {
    const before = state
    state = next
    if (next === 'down' || next === 'full' || before === 'frozen') cut()
    if (next === 'down') await new Promise((resolve) => server.close(resolve))
    else if (!server.listening) await listen(port)
  }

  const url = new URL(databaseUrl)
  url.port = String(port)
  return {
    url: url.href,
    set,
    cut,
    loseCommitAfter(statement) {
      lossAfter = statement
      return () => lossAfter === null
    },
    async [Symbol.asyncDispose]() {
      cut()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** As Postgres says it (protocol 3, ErrorResponse). */
const TOO_MANY_CLIENTS = errorResponse({ S: 'FATAL', V: 'FATAL', C: '53300', M: 'sorry, too many clients already' })

function errorResponse(fields: Record<string, string>): Buffer {
  const body = `${Object.entries(fields)
    .map(([name, value]) => `${name}${value}\0`)
    .join('')}\0`
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(4 + Buffer.byteLength(body), 1)
  return Buffer.concat([head, Buffer.from(body)])
}
