import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { parentPort, workerData } from 'node:worker_threads'

/** A Postgres of our own in a thread of its own: in the main thread it would hold up everything else for seconds. */
const { folder, socketPath } = workerData as { folder: string; socketPath: string }

const db = await PGlite.create({ dataDir: folder, extensions: { vector } })
// One connection is the server's; the others are for commands that run beside it.
const server = new PGLiteSocketServer({ db, path: socketPath, maxConnections: 8 })
await server.start()

parentPort?.once('message', () => void close())

async function close(): Promise<void> {
  await server.stop()
  await db.close()
  parentPort?.postMessage('closed')
  parentPort?.close()
}

parentPort?.postMessage('open')
