import { DrizzleQueryError } from 'drizzle-orm/errors'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Pool, type PoolClient, type PoolConfig } from 'pg'
import { AppError } from '../app-error.ts'
import { isConnectionProblem } from './connection-problem.ts'

/** One transaction's connection, to be used until the transaction ends. */
export type Transaction = NodePgDatabase & { $client: PoolClient }

export interface Database {
  /**
   * Runs `work` in one transaction: committed when it returns, rolled back when it throws. `settings` hold for this
   * transaction alone (`role` among them); nothing is ever set for longer, because connections are shared.
   * @throws AppError store_unavailable when the database cannot be reached or does not answer in time
   */
  transaction<T>(settings: Readonly<Record<string, string>>, work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Whether it answers. */
  isUp(): Promise<boolean>
  /** Connections: open, of those idle, and callers that wait for one. */
  stats(): { open: number; idle: number; waiting: number }
  close(): Promise<void>
}

export interface DatabaseOptions {
  connection: PoolConfig
  maxConnections: number
  /** The longest that a caller waits for a connection, and for each statement. */
  timeoutMs: number
  log: DatabaseLog
}

/** All that is asked of a logger here. */
export type DatabaseLog = Record<'info' | 'warn' | 'fatal', (fields: object, message: string) => void>

export function createDatabase({ connection, maxConnections, timeoutMs, log }: DatabaseOptions): Database {
  const pool = new Pool({
    ...connection,
    max: maxConnections,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    allowExitOnIdle: true,
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'a connection to the database was lost'))

  async function transaction<T>(settings: Readonly<Record<string, string>>, work: (tx: Transaction) => Promise<T>) {
    const client = await pool.connect().catch(explain)
    let broken: Error | undefined
    try {
      await client.query('BEGIN')
      // The database stops what nobody waits for any more; for this transaction alone, as everything.
      await applySettings(client, { ...settings, statement_timeout: String(timeoutMs) })
      const result = await work(Object.assign(drizzle(client), { $client: client }))
      await client.query('COMMIT')
      return result
    } catch (error) {
      // Whoever cannot roll back gives the connection up: the next one must not find this one's tenant on it. One that does
      // not answer is not asked again, or its caller would wait twice.
      broken = isConnectionProblem(error) ? new Error('not to be used again') : await rollBack(client)
      throw explained(error)
    } finally {
      client.release(broken)
    }
  }

  async function isUp(): Promise<boolean> {
    try {
      await pool.query('SELECT 1')
      return true
    } catch {
      return false
    }
  }

  return {
    transaction,
    isUp,
    stats: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}

/** The reason why it did not work, if it did not. */
function rollBack(client: PoolClient): Promise<Error | undefined> {
  return client.query('ROLLBACK').then(
    () => undefined,
    (failed: Error) => failed,
  )
}

async function applySettings(client: PoolClient, settings: Readonly<Record<string, string>>): Promise<void> {
  const names = Object.keys(settings)
  const calls = names.map((_, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, true)`)
  if (calls.length > 0) await client.query(`SELECT ${calls.join(', ')}`, Object.entries(settings).flat())
}

function explain(error: unknown): never {
  throw explained(error)
}

function explained(error: unknown): unknown {
  // Its message holds the statement's values, which is what people wrote.
  if (error instanceof DrizzleQueryError && !isConnectionProblem(error)) {
    return new Error('a statement failed in the database', { cause: error.cause })
  }
  if (!isConnectionProblem(error)) return error
  const sentence = "Coco's database does not answer at the moment. Please try again shortly."
  return new AppError('store_unavailable', sentence, { cause: error, retryAfterMs: 5_000 })
}
