import { connectAsOwner, type DatabaseOwner } from '@coco/testkit/database-owner'
import { type HostileUpstream, startHostileUpstream } from '@coco/testkit/hostile-upstream'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { createTestDatabase } from '@coco/testkit/test-database'
import { says } from '@coco/testkit/upstream-scripts'
import { type DatabaseGate, startDatabaseGate } from './database-gate.ts'

export interface DatabaseScene extends AsyncDisposable {
  gate: DatabaseGate
  server: ServerUnderTest
  upstream: HostileUpstream
  /** The database itself, past the gate. */
  owner: DatabaseOwner
  databaseName: string
}

/** A server whose Postgres is behind a gate. */
export async function openDatabaseScene(): Promise<DatabaseScene> {
  const database = await createTestDatabase('', 'altered')
  const databaseUrl = database.url as string
  const gate = await startDatabaseGate(databaseUrl)
  const upstream = await startHostileUpstream(says('fine'))
  const server = await startServerOn(upstream.url, { database: { url: gate.url, remove: async () => {} } })
  const owner = await connectAsOwner({ databaseUrl, dataDir: '' })
  return {
    gate,
    server,
    upstream,
    owner,
    databaseName: new URL(databaseUrl).pathname.slice(1),
    async [Symbol.asyncDispose]() {
      await owner[Symbol.asyncDispose]()
      await server.close()
      await gate[Symbol.asyncDispose]()
      await upstream.close()
      await database.remove()
    },
  }
}
