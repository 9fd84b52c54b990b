import { DrizzleQueryError } from 'drizzle-orm/errors'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Pool, type PoolClient, type PoolConfig } from 'pg'
import { AppError } from '../app-error.ts'
import { isConnectionProblem } from './connection-problem.ts'
import { createSilence } from './silence.ts'
import { withoutValues } from './without-values.ts'

/** One transaction's connection, to be used until the transaction ends. */
export type Transaction = NodePgDatabase & { $client: PoolClient }

export interface Database {
  /**
   * Runs `work` in one transaction: committed when it returns, rolled back when it throws. `settings` hold for this
   * transaction alone (`role` among them); nothing is ever set for longer, because connections are shared.
   * @throws AppError store_unavailable when the database cannot be reached, or all of it is not done within `timeoutMs`
   */
  transaction<T>(settings: Readonly<Record<string, string>>, work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Whether it answers at once, and takes what is written. */
  health(): Promise<DatabaseHealth>
  stats(): DatabaseStats
  close(): Promise<void>
}

export type DatabaseHealth = 'up' | 'read_only' | 'down'

export interface DatabaseStats {
  /** Connections: open, and of those idle. */
  open: number
  idle: number
  /** Callers that wait for a connection. */
  waiting: number
  /** Transactions that failed because the database could not be reached or did not answer, and idle connections lost. */
  failures: number
}

export interface DatabaseOptions {
  connection: PoolConfig
  maxConnections: number
  /** The longest that a caller waits, for a connection and everything that is done on it together. */
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
  // The database stops what nobody waits for any more, and ends a transaction whose owner is gone without a word.
  // A lock is waited for less than half of it, so that a call that meets two is still answered in time.
  const patience = {
    lock_timeout: String(Math.floor(0.45 * timeoutMs)),
    statement_timeout: String(Math.floor(0.9 * timeoutMs)),
    idle_in_transaction_session_timeout: String(2 * timeoutMs),
  }
  const silence = createSilence(() => performance.now())
  let failures = 0
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => {
    failures += 1
    log.warn({ err: error }, 'a connection to the database was lost')
  })

  async function transaction<T>(settings: Readonly<Record<string, string>>, work: (tx: Transaction) => Promise<T>) {
    const startedMs = performance.now()
    try {
      silence.requireNone()
      const client = await pool.connect().catch((error: unknown) => {
        silence.begin()
        throw error
      })
      const result = await transact(client, settings, work, timeoutMs - (performance.now() - startedMs))
      silence.end()
      return result
    } catch (error) {
      if (isConnectionProblem(error)) failures += 1
      throw explained(error)
    }
  }

  /** Once `leftMs` have passed the connection is given up, with whatever waits on it. */
  async function transact<T>(
    client: PoolClient,
    settings: Readonly<Record<string, string>>,
    work: (tx: Transaction) => Promise<T>,
    leftMs: number,
  ): Promise<T> {
    let isReleased = false
    let broken: Error | undefined
    const release = (): void => {
      if (isReleased) return
      isReleased = true
      client.off('error', hearNothing)
      client.release(broken)
    }
    // The pool listens to idle connections only: one that is lost in use would end the process.
    client.on('error', hearNothing)
    const lent = lend(client)
    const timer = setTimeout(() => {
      silence.begin()
      broken = NOT_AGAIN
      release()
    }, leftMs)
    try {
      await client.query('BEGIN')
      await applySettings(client, { ...settings, ...patience })
      const result = await work(Object.assign(drizzle(lent.client), { $client: lent.client }))
      lent.takeBack()
      await client.query('COMMIT')
      return result
    } catch (error) {
      lent.takeBack()
      // Whoever cannot roll back gives the connection up: the next one must not find this one's tenant on it. One that does
      // not answer is not asked again, or its caller would wait twice.
      broken = isConnectionProblem(error) ? NOT_AGAIN : await rollBack(client)
      throw error
    } finally {
      clearTimeout(timer)
      release()
    }
  }

  async function health(): Promise<DatabaseHealth> {
    const asking = pool.query<{ isReadOnly: boolean }>(
      `SELECT current_setting('transaction_read_only') = 'on' AS "isReadOnly"`,
    )
    const answer = asking.then(
      ({ rows }): DatabaseHealth => (rows[0]?.isReadOnly ? 'read_only' : 'up'),
      (): DatabaseHealth => 'down',
    )
    const late = Promise.withResolvers<DatabaseHealth>()
    const timer = setTimeout(() => late.resolve('down'), HEALTH_MS)
    return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer))
  }

  return {
    transaction,
    health,
    stats: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount, failures }),
    close: () => pool.end(),
  }
}

/**
 * The connection as long as the transaction lasts. What forgot to wait and asks later (the rest of a `Promise.all` of which
 * one part failed) would ask in the next one's transaction, or in none, where no policy holds.
 */
function lend(client: PoolClient): { client: PoolClient; takeBack: () => void } {
  let isOver = false
  function query(...args: unknown[]): unknown {
    if (isOver) return Promise.reject(new Error('this transaction is over'))
    return Reflect.apply(client.query, client, args)
  }
  return {
    client: Object.create(client, { query: { value: query } }) as PoolClient,
    takeBack: () => void (isOver = true),
  }
}

const hearNothing = () => {}

/** Who asks after the database's health waits no longer: a healthy one answers in a millisecond. */
const HEALTH_MS = 2_000
const NOT_AGAIN = new Error('not to be used again')

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

function explained(thrown: unknown): unknown {
  // Its message holds the statement's values, which is what people wrote; a log writes causes too.
  const error =
    thrown instanceof DrizzleQueryError
      ? new Error('a statement failed in the database', { cause: withoutValues(thrown.cause) })
      : withoutValues(thrown)
  if (!isConnectionProblem(error)) return error
  const sentence = "Coco's database does not answer at the moment. Please try again shortly."
  return new AppError('store_unavailable', sentence, { cause: error, retryAfterMs: 5_000 })
}
