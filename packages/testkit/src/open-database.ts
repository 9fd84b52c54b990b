import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'

/** The database of a server under test, as the one user that no policy holds: for looking behind its back. */
export interface OpenDatabase extends AsyncDisposable {
  query<Row extends object = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>
}

/** The embedded one is reached through the server, which has to run. */
export async function openDatabase(server: { databaseUrl: string | null; folder: string }): Promise<OpenDatabase> {
  const { databaseUrl, folder } = server
  const client = new Client(
    databaseUrl === null
      ? { host: readFileSync(join(folder, 'data/database/socket'), 'utf8'), user: 'postgres', database: 'postgres' }
      : { connectionString: databaseUrl },
  )
  client.on('error', () => {})
  await client.connect()
  return {
    async query<Row extends object>(sql: string, values?: unknown[]) {
      return (await client.query<Row>(sql, values)).rows
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}
