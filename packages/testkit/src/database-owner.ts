import { openStore } from '@coco/server/open-store'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'

/** The database as whoever owns it, for whom no policy counts: a test's own eyes, apart from the server's doors. */
export type DatabaseOwner = AsyncDisposable & Pick<Client, 'query'>

export interface DatabasePlace {
  /** Null: the embedded database, in `dataDir`. */
  databaseUrl: string | null
  dataDir: string
}

/** A connection beside the server's. The embedded database must be open in this process. */
export async function connectAsOwner({ databaseUrl, dataDir }: DatabasePlace): Promise<DatabaseOwner> {
  const socketFolder = () => readFileSync(join(dataDir, 'database', 'socket'), 'utf8')
  const client = new Client(
    databaseUrl === null
      ? { host: socketFolder(), user: 'postgres', database: 'postgres' }
      : { connectionString: databaseUrl },
  )
  client.on('error', () => {})
  await client.connect()
  return {
    query: client.query.bind(client),
    [Symbol.asyncDispose]: () => client.end(),
  }
}

/** The same for a server under test. */
export function ownerOf({
  databaseUrl,
  folder,
}: {
  databaseUrl: string | null
  folder: string
}): Promise<DatabaseOwner> {
  return connectAsOwner({ databaseUrl, dataDir: join(folder, 'data') })
}

/** Changes a database that no server has open. */
export async function alterDatabase(place: DatabasePlace, sql: string): Promise<void> {
  const store = await openStore({ ...place, log: SILENT })
  try {
    await store.database.transaction({}, (tx) => tx.$client.query(sql))
  } finally {
    await store.close()
  }
}

const nothing = () => {}
const SILENT = { info: nothing, warn: nothing, fatal: nothing }
