import type { Client } from 'pg'
import { expect, test } from 'vitest'
import { migrate } from '../platform/database/migrate.ts'
import { findIsolationProblems } from './check-isolation.ts'
import { prepareVectors } from './vectors/prepare-vectors.ts'

/** What was sent outside a transaction with values beside it, which is several messages. */
function recordingClient() {
  const inSeveral: string[] = []
  let isInside = false
  const query = async (sql: string, values?: unknown[]) => {
    if (sql === 'BEGIN') isInside = true
    if (values !== undefined && !isInside) inSeveral.push(sql)
    if (sql === 'COMMIT' || sql === 'ROLLBACK') isInside = false
    return { rows: [] }
  }
  return { client: { query } as unknown as Client, inSeveral }
}

test.each([
  ['migrating', (client: Client) => migrate(client, [{ name: '0001_a.sql', sql: 'SELECT 1', sha256: 'x' }])],
  ['looking for pgvector', prepareVectors],
  ['looking whether tenants are apart', findIsolationProblems],
])('%s beside a server sends nothing that could meet another client’s half', async (_, work) => {
  const { client, inSeveral } = recordingClient()
  await work(client)
  expect(inSeveral).toEqual([])
})
